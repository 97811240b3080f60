### The sell screen: products, basket, details, payment, result.

search = البحث في المنتجات
search-placeholder = اسم المنتج أو الماركة أو الباركود
search-found = { $count ->
    [zero] لا منتجات
    [one] منتج واحد
    [two] منتجان
    [few] { $count } منتجات
    [many] { $count } منتجًا
   *[other] { $count } منتج
}
categories = الأقسام
category-favourites = المفضّلة
category-all = الكل
category-games = ألعاب
category-gaming = ألعاب
category-shopping = تسوّق
category-streaming = مشاهدة
category-mobile = جوال
category-vouchers = بطاقات
category-voucher = بطاقات
category-topups = شحن مباشر
category-topup = شحن مباشر
category-software = برامج
category-gift_cards = بطاقات هدايا
category-other = أخرى
products = المنتجات
products-none = لا منتج بهذا الاسم
products-none-hint = جرّب كلمة أقصر أو اسم الماركة أو كتابة أخرى.
products-clear = مسح البحث
products-empty = لا منتجات بعد
products-empty-hint = افتح «الإعدادات» ثم «المزوّدون وبوابات الدفع» واختر «جلب المنتجات الآن».
products-more = عرض المزيد
kind-voucher = بطاقة
kind-topup = شحن مباشر
tile-inactive = غير متاح الآن
tile-no-price = بلا سعر
tile-pinned = مثبّت
pin = ثبّته في المفضّلة
pin-off = أزله من المفضّلة
pin-what = المنتج المثبّت يظهر أولا في المفضّلة وله مفتاح خاص به.
pin-is = هذا المنتج مثبّت. إن أزلته عاد تلقائيًا إذا كثر بيعه في هذه الساعة.
pin-done = تم التثبيت: { $name }
pin-taken-off = لم يعد مثبّتًا: { $name }
pin-hint = اضغط على المنتج بالزر الأيمن أو ضغطة طويلة، أو بمفتاح القائمة، لتثبيته.
favourites-empty = لا مفضّلة بعد
favourites-empty-hint = يظهر هنا تلقائيًا أكثر ما يُباع في هذه الساعة. ولتثبيت منتج اضغط عليه بالزر الأيمن أو ضغطة طويلة.
tile-shelf = في مخزون المتجر: { $there }.
tile-shelf-now = في مخزون المتجر: { $there }، يُباع منها الآن { $now }.
tile-shelf-kept = تُباع نقدًا عندما لا يرد المزوّد.
tile-in-basket = في السلة: { $count }

basket = السلة
basket-items = { $count ->
    [zero] فارغة
    [one] قطعة واحدة
    [two] قطعتان
    [few] { $count } قطع
    [many] { $count } قطعة
   *[other] { $count } قطعة
}
basket-open = فتح السلة
basket-close = العودة إلى المنتجات
basket-clear = إفراغ
basket-empty = السلة فارغة
basket-empty-hint = اكتب اسمًا أو امسح باركود أو اضغط على منتج. ويكفي سطر واحد: جوال 20 0599…
basket-clear-title = هل تُفرغ السلة؟
basket-clear-text = يُمسح معها ما كُتب فيها. لم يُشتر منها شيء.
basket-clear-keep = أبقِها
hold = تعليق
held = السلال المعلّقة
held-count = { $count ->
    [zero] لا سلال معلّقة
    [one] سلة معلّقة
    [two] سلتان معلّقتان
    [few] { $count } سلال معلّقة
    [many] { $count } سلة معلّقة
   *[other] { $count } سلة معلّقة
}
held-done = عُلّقت السلة. يعيدها { $key }.
held-empty = لا سلال معلّقة
held-empty-hint = «تعليق» يضع السلة جانبًا ريثما يعود صاحبها. تُحفظ يومًا كاملا.
held-for = تُمسح السلة المعلّقة بعد يوم. لم يُشتر منها شيء.
held-swaps = ما في السلة الآن يُعلَّق بدلا منها.
held-gone = لم يعد { $product } في القائمة، فتُرك سطره.
held-cleared = بقيت معلّقة يومًا فمُسحت: { $what }. لم يُشتر منها شيء.
held-not-now = هذه السلة قيد التحصيل. ارجع أولا.
line-more = زيادة واحدة: { $name }
line-less = إنقاص واحدة: { $name }
line-remove = حذف: { $name }
line-quantity = الكمية
line-quantity-of = الكمية: { $name }
total = الإجمالي

phone = رقم الهاتف
phone-optional = هاتف الزبون (اختياري)
field-wrong = لا يبدو صحيحًا. قارنه بما لدى الزبون.
check = تحقق من الحساب
check-plain = اسأل المزوّد
check-again = تحقق مرة أخرى
check-busy = نسأل المزوّد…
check-ok = صاحب الحساب
check-ask = هل هذا صحيح؟ اقرأه على الزبون.
check-ok-plain = متوفر لدى المزوّد ويمكن بيعه.
check-no = رفض المزوّد

pay = تحصيل
pay-empty = السلة فارغة
pay-adding = جار الجمع…
pay-needs-phone = رقم الهاتف ناقص
pay-wrong-phone = رقم الهاتف غير مكتمل
pay-needs-field = ناقص: { $field }
pay-wrong-field = غير صحيح: { $field }
pay-needs-check = تحقق من الحساب أولا
pay-check-no = رفض المزوّد هذا الحساب
payment = التحصيل
tender = طريقة الدفع
tender-cash = نقدًا
received = المستلَم
received-exact = اتركه فارغًا إن كان المبلغ مطابقًا
quick-amounts = مبالغ معتادة
change = الباقي
change-short = المبلغ أقل من المطلوب وهو { $amount }
confirm = استلم { $amount } ونفّذ
confirm-busy = جار الإرسال… { $time }
confirm-busy-hint = لا تبعه مرة أخرى. نحن نتواصل مع المزوّد.
confirm-short = المبلغ المستلَم أقل من المطلوب
confirm-wrong = صحّح المبلغ المستلَم
confirm-target = إلى
confirm-holder = صاحب الحساب
lost-title = ضاع الرد
lost-text = لا نعرف هل خرجت العملية. لا تبعها مرة أخرى ولا تُرجع المال. انظر في «الطلبات» أولا.
lost-orders = افتح الطلبات

again-title = بيع هذا قبل قليل ولم ينته بعد
again-earlier = العملية السابقة
again-anyway = بِع واحدة أخرى مع ذلك
again-wait = لا تبع

result-new = بيع جديد
result-next = اخدم الزبون التالي
result-late = لا يضيع شيء: تبقى العملية قيد الانتظار ونتابعها تلقائيًا.

amount = المبلغ ({ $currency })
amount-range-step = من { $min } إلى { $max } بزيادة { $step }
amount-range = من { $min } إلى { $max }
amount-least = { $min } أو أكثر
amount-most = حتى { $max }
amount-wrong = لا يمكن بيع هذا المبلغ.
amount-choices = المبالغ الممكنة
pay-needs-amount = اختر المبلغ
pay-wrong-amount = المبلغ: { $bounds }
confirm-amount = المبلغ
tile-from = من

room = عمليات قيد الانتظار
room-waiting = { $count ->
    [zero] لا شيء قيد الانتظار
    [one] عملية قيد الانتظار
    [two] عمليتان قيد الانتظار
    [few] { $count } عمليات قيد الانتظار
    [many] { $count } عملية قيد الانتظار
   *[other] { $count } عملية قيد الانتظار
}
room-ready = { $count ->
    [zero] لم ينته شيء
    [one] عملية انتهت
    [two] عمليتان انتهتا
    [few] { $count } عمليات انتهت
    [many] { $count } عملية انتهت
   *[other] { $count } عملية انتهت
}
room-group-ready = انتهت. افتحها للتسليم
room-group-open = قيد التنفيذ
room-since = تنتظر منذ { $time }
room-empty = لا شيء قيد الانتظار.
room-done = العودة إلى السلة
room-open = فتح
room-parked = عملية قيد الانتظار
room-delivered = تم التسليم: { $name }
room-refused = لم يُنفَّذ: { $name }. أعِد للزبون { $amount }.
room-part = تم تسليم جزء: { $name }. أعِد للزبون { $amount }.
room-ended = { $name }: { $state }

tender-page = بطاقة برمز QR
tender-keyed = بطاقة تُكتب هنا
tender-line = الدفع بالبطاقة
tender-state-pending = بانتظار الزبون
tender-state-authorised = محجوز على البطاقة
tender-state-paid = مدفوع
tender-state-refunding = في طريقه إلى الزبون
tender-state-refunded = أُعيد إلى الزبون
tender-state-voided = فُك الحجز ولم يُخصم
tender-state-failed = لم يُخصم شيء
tender-state-expired = لم يُدفع
tender-state-unknown = قيد التحقق
confirm-page = أظهر رمز الدفع بمبلغ { $amount }
confirm-card = اخصم { $amount } ونفّذ
confirm-card-short = بيانات البطاقة ناقصة
confirm-tender-no = لا يمكن الدفع بهذه الطريقة
page-lead = يمسح الزبون الرمز ويدفع من هاتفه. لا نشتري شيئًا قبل أن يدفع.
page-rate = { $total } بسعر صرف المتجر
page-qr = رمز QR لصفحة الدفع
page-waiting = بانتظار الدفع
page-left = بقي { $time }
page-over = انتهى الوقت. نتحقق مرة أخيرة…
page-cancel = إلغاء الدفع
page-cancel-busy = جار الإلغاء…
page-cancel-title = هل تلغي هذا الدفع؟
page-cancel-text = لن نشتري شيئًا. وإن دفع الزبون في تلك الصفحة بعد ذلك عاد إليه ماله تلقائيًا.
page-cancel-keep = استمر في الانتظار
tell-page = لا نشتري شيئًا قبل أن يدفع الزبون.
tell-card = نسأل بنك الزبون. لا تخصم من البطاقة مرة أخرى.
card-number = رقم البطاقة
card-ends = تاريخ الانتهاء (شهر/سنة)
card-code = رمز الأمان
card-holder = الاسم على البطاقة (اختياري)
card-number-wrong = في هذا الرقم خطأ.
card-ends-wrong = الشهر والسنة، مثل 08/29.
card-code-wrong = ثلاثة أرقام أو أربعة.
card-refused = لم يقبل البنك هذا.
card-note = تُستخدم مرة واحدة لهذا الخصم ولا تُحفظ في أي مكان.
print-all = طباعة الكل ({ $count })
line-part = سُلِّم { $n } من { $total }
line-part-back = سُلِّم { $n } من { $total }. سلّم المتوفر وأعِد للزبون { $amount }.
line-none-back = أعِد للزبون { $amount }.
result-what = محتوى العملية
result-other = خذ المال بطريقة أخرى
