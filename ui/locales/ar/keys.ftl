### Keys that can be changed.

keys = المفاتيح
keys-card = لوحة المفاتيح
keys-open = تغيير المفاتيح
keys-lead = اضغط مفتاح الإجراء، ثم المفتاح الذي تريده له. يسري ذلك على كل من يعمل على هذا الجهاز، ويظهر على الأزرار وفي صفحة المساعدة.
keys-change = تغيير
keys-press = اضغط المفتاح الجديد
keys-own = غُيّر على هذا الجهاز
keys-usual = العودة إلى المفاتيح المعتادة
keys-kept = حُفظ، وتظهر المفاتيح الجديدة على الأزرار.
keys-fixed = مفاتيح لا تتغيّر
keys-taken = المفتاح { $key } مخصَّص الآن لـ«{ $action }».
keys-swap = تبديل المفتاحين
keys-refused-typing = هذا المفتاح للكتابة. اختر مفتاحًا من F1 إلى F12، أو اضغطه مع Ctrl أو Alt.
keys-refused-fixed = هذا المفتاح لا يتغيّر: هو للكتابة أو التنقّل أو التأكيد في كل الصفحات.
keys-refused-system = يحتاج الحاسوب إلى هذا المفتاح.
keys-refused-number = اضغط رقمًا من 1 إلى 9 مع Ctrl أو Alt.
