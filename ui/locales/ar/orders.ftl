### Orders, attention, and the story of one order.

orders = الطلبات
orders-search = البحث في الطلبات
orders-search-placeholder = هاتف أو مرجع أو منتج أو آخر أربع خانات من الرمز
orders-states = أي طلبات
orders-all = الكل
orders-today = اليوم
orders-checking = قيد التحقق
orders-attention = يحتاج إلى قرار
orders-failed = لم تُنفَّذ
orders-phone = برقم الهاتف
orders-phone-placeholder = رقم هاتف الزبون أو آخر أربعة أرقام منه
orders-day = حتى يوم
orders-looking = نبحث في الطلبات الأقدم…
orders-none = لا طلبات بعد
orders-none-hint = كل ما يُباع على هذا الجهاز يظهر هنا.
orders-none-found = لا طلب مطابق
orders-none-found-hint = ابحث برقم هاتف أو مرجع أو منتج أو آخر أربع خانات من الرمز.
orders-more = طلبات أقدم
column-time = الوقت
column-product = المنتج
column-customer = الزبون
column-amount = المبلغ
column-state = الحالة

attention = يحتاج إلى قرار
attention-lead = لم يستطع الجهاز حسم هذه الطلبات بنفسه. يبقى كل طلب هنا حتى يتخذ شخص القرار أو يقرأه.
attention-to-sell = متابعة البيع
attention-group-cards = بانتظارك
attention-group-followed = نتحقق منها تلقائيًا
attention-followed-hint = لا قرار مطلوب بعد. لا تبعها مرة أخرى.
attention-unsent = رسائل لم تصل إلى المالك
attention-none = لا شيء ينتظرك
attention-rest-none = لا شيء آخر ينتظرك.
attention-none-hint = لكل طلب جواب مؤكد، أو ما زلنا نتابعه تلقائيًا.
attention-since = منذ { $time }
attention-known = ما نعرفه
attention-sold-by = البائع
attention-paid = دفع الزبون
attention-unknown-phone = لم يُذكر

text-done = ماذا فعلت؟
text-done-texted_again = أرسلت رسالة أخرى
text-done-printed = طبعت الرمز
text-done-told = أبلغته شفهيًا
text-done-arrived = وصلته الرسالة
text-needs-choice = قل ماذا فعلت
text-submit = تمت المعالجة
text-went-out = خرجت الرسالة النصية بعد التحقق
text-went-out-text = أجابت بوابة الرسائل: وصلت الرسالة إلى الزبون أو تصله بعد لحظات.

decide = ماذا حدث للطلب؟
decide-how = انظر في لوحة { $supplier } أو اتصل به واذكر مرجعنا.
decide-delivered = تم التسليم
decide-delivered-voucher = نجلب الرمز من { $supplier } ونعرضه هنا. يبقى مال الزبون في الدرج.
decide-delivered-topup = وصل الرصيد إلى الزبون. يبقى مال الزبون في الدرج.
decide-delivered-nothing-known = بدونه لا يمكن جلب الرمز.
decide-refused = لم يُشتر شيء
decide-refused-cash = أعِد للزبون { $amount }. إن وصل الرمز لاحقًا يُحفظ في البطاقات المستعادة ويُباع أولا.
decide-refused-cash-topup = أعِد للزبون { $amount }. إن تم التسليم لاحقًا فسنخبرك هنا.
decide-refused-debt = يُخصم من دين الزبون. لا تُعط نقدًا.
decide-refused-card = لا يُشترى شيء آخر. إن وصل الرمز لاحقًا يُحفظ في البطاقات المستعادة ويُباع أولا.
decide-together = هذا الطلب جزء من طلب واحد أُرسل إلى المزوّد، وعدد ما فيه { $count }. قرارك يشملها كلها.
decide-candidates = أي طلب لدى المزوّد هو هذا؟
decide-candidates-hint = قارن الوقت والمنتج والمبلغ.
decide-number = رقم الطلب لدى المزوّد، من لوحته
decide-reason = كيف عرفت؟
decide-reason-panel-yes = رأيته في لوحة المزوّد
decide-reason-phone-yes = أكّده المزوّد هاتفيًا
decide-reason-customer-yes = وصل إلى الزبون
decide-reason-panel-no = ليس في لوحة المزوّد
decide-reason-phone-no = قال المزوّد إنه لم يُشتر شيء
decide-submit = قرّر
decide-submit-delivered = تم التسليم
decide-submit-refused = لم يُشتر شيء
decide-submit-give-back = لم يُشتر شيء، أعِد { $amount }
decide-needs-choice = اختر ماذا حدث للطلب
decide-needs-candidate = اختر طلب المزوّد
decide-needs-reason = اكتب كيف عرفت
decide-busy = جار التسجيل…
understood = فهمت

decided-delivered = القرار: تم التسليم
decided-delivered-code = سلّم الزبون الرمز.
decided-delivered-topup = وصل الرصيد إلى الزبون. لا شيء آخر مطلوب.
decided-delivered-no-code = سُجّل أنه سُلِّم. تعذّر جلب الرمز: سلّم الزبون الرمز الظاهر في لوحة المزوّد.
decided-refused = القرار: لم يُشتر شيء
decided-refused-give-back = أعِد للزبون { $amount } الآن.
decided-refused-card = يُعاد مبلغ البطاقة بالطريقة نفسها. لا تُعط نقدًا.
decided-refused-debt = خُصم من دين الزبون. لا تُعط نقدًا.
decided-together = شمل القرار كل ما طُلب معه دفعة واحدة، وعدده { $count }. تجد البقية في قائمة الطلبات.
decided-itself = حُسم الطلب تلقائيًا في هذه الأثناء
decided-itself-text = أجاب المزوّد. لم يعد هناك قرار مطلوب.
late-ask = هل هو لنا؟
late-how = ابحث عن هذا الرقم في لوحة { $supplier }: الوقت والمنتج والمبلغ تدل على صاحبه.
late-ours = نعم، هو لنا
late-ours-then = نجلب الرمز من { $supplier } ونحفظه في البطاقات المستعادة، فيُباع لأول زبون يشتري المنتج نفسه. يبقى هذا الطلب مرفوضًا.
late-not_ours = ليس لنا
late-not_ours-then = قد يكون جهاز آخر على الحساب نفسه قد اشتراه. لا يتغيّر شيء، ولن نسألك عنه مرة أخرى.
late-reason-other = اشتراه جهاز آخر
late-reason-known = طلبنا ظاهر في لوحة المزوّد
late-needs-choice = قل هل هو لنا
late-submit-ours = هو لنا: اجلب الرمز
late-submit-not_ours = ليس لنا
late-done-ours = سُجّل: هو لنا
late-done-ours-text = الرمز في البطاقات المستعادة. إن عاد هذا الزبون فلا تسلّمه شيئًا: أُعيد ماله.
late-done-not_ours = سُجّل: ليس لنا
late-done-not_ours-text = لم يتغيّر شيء.
decided-next = التالي
decided-done = تم، إلى البيع

order-resolve = اتخذ القرار
order-refund = إرجاع المال…
refund-title = إرجاع مال الزبون
refund-lead-cash = أعِد هذا المبلغ من الدرج. يُسجَّل مُرجَعًا ولا يمكن التراجع عنه.
refund-lead-card = تعيد بوابة الدفع المبلغ إلى بطاقة الزبون. لا تُعط نقدًا.
refund-lead-debt = يُخصم هذا المبلغ من دين الزبون. لا تُعط نقدًا. لا يمكن التراجع عنه.
refund-whole = { $count ->
    [one] المبلغ عن منتج واحد.
    [two] المبلغ عن منتجَي البيع معًا، لا عن واحد منهما.
    [few] المبلغ عن منتجات البيع الـ{ $count } كلها، لا عن واحد منها.
   *[other] المبلغ عن منتجات البيع كلها، وعددها { $count }، لا عن واحد منها.
}
refund-reason = ما السبب؟
refund-reason-broken = الرمز لا يعمل
refund-reason-wrong = بيع منتج خاطئ
refund-reason-never = لم يصل إلى الزبون
refund-do = إرجاع
refund-busy = جار الإرجاع…
refund-against-code_shown = الرمز عُرض، وربما استخدمه أي شخص.
refund-against-too_late = انتهت المدة التي يسمح بها جدول الاسترداد.
refund-against-note = يمكن إرجاع المال مع ذلك، ويُحفظ السبب مع الطلب.
refund-bring-slip = اطلب الإيصال.
refund-bring-supplier = اسأل المزوّد أولا إن كان الرمز يعمل.
refund-seen-slip = الإيصال في يدي
refund-seen-supplier = بماذا أجاب المزوّد؟
refund-seen = موجود
refund-owner-only = إرجاع هذا المبلغ للمالك فقط.
refund-done = عاد المال إلى الزبون.
refund-done-cash = سُجِّل الإرجاع. أعط الزبون النقد الآن.
refund-done-debt = خُصم من دين الزبون.
refund-under-way = المبلغ في طريقه إلى الزبون، ويتابعه الجهاز.

order-dispute = ملف للمزوّد…
pack-title = ملف لدعم المزوّد
pack-lead = ملف PDF فيه كل ما يسأل عنه المزوّد بشأن هذا الطلب: الأرقام والأوقات والمبلغ المخصوم وكل ما حدث. لا يظهر فيه الرمز، بل آخر أحرفه ورقمه التسلسلي فقط.
pack-claim = ما المشكلة؟
pack-claim-broken = الرمز لا يعمل
pack-claim-never = لم يصل شيء
pack-claim-twice = خُصم مرتين
pack-claim-other = شيء آخر
pack-note = تفاصيل يقرؤها المزوّد
pack-language = لغة الملف
pack-do = حفظ الملف
pack-busy = جار الحفظ…
pack-saved = حُفظ في: { $path }
give-back = أعِد للزبون
order-number = رقم الطلب
order-reference = مرجعنا
order-supplier = المزوّد
order-supplier-order = رقم الطلب لدى المزوّد
order-supplier-state = حالته لدى المزوّد
order-created = وقت البيع
order-finished = وقت الانتهاء
order-phone = الهاتف
order-price = السعر
order-amount = المبلغ
order-copies = طُبع أو أُرسل
order-copies-count = { $count ->
    [0] لم يُطبع
    [one] مرة واحدة
    [two] مرتين
    [few] { $count } مرات
   *[other] { $count } مرة
}
order-story = ما الذي حدث

code-label-code = الرمز
code-label-pin = الرقم السري
code-label-serial = الرقم التسلسلي
code-label-url = الرابط
code-label-expiry = صالح حتى
code-show = إظهار
code-hide = إخفاء
code-scam = لن يطلب منك أي موظف من المزوّد قراءة الرمز.
print = طباعة
reprint = طباعة آخر إيصال مرة أخرى
reprint-none = لم يُطبع أي إيصال بعد
reprint-none-hint = إيصالات العمليات الأقدم تُطبع من الطلبات ({ $key }).
reprint-reason = لماذا يُطبع مرة أخرى؟
reprint-reason-lost = أضاعه الزبون
reprint-reason-paper = انتهى الورق أو علق
reprint-reason-faint = لا يُقرأ
reprint-note = يُكتب «نسخة» في رأس الإيصال الجديد، ويبقى السبب مع الطلب.
reprint-do = اطبع نسخة
print-busy = جار الطباعة…
print-done = طُبع
print-failed = العملية محفوظة. لم تتم الطباعة.
sms = رسالة نصية
sms-busy = جار الإرسال…
sms-done = أُرسلت الرسالة إلى
sms-to = رقم الهاتف
sms-send = إرسال
sms-parts = { $count ->
    [zero] لا رسائل
    [one] رسالة واحدة
    [two] رسالتان
    [few] { $count } رسائل
    [many] { $count } رسالة
   *[other] { $count } رسالة
}

attention-strays = { $count ->
    [one] طلب واحد عند المزوّد قد يكون بيعًا ليس في النسخة الاحتياطية.
    [two] طلبان عند المزوّدين قد يكونان بيعًا ليس في النسخة الاحتياطية.
    [few] { $count } طلبات عند المزوّدين قد تكون بيعًا ليس في النسخة الاحتياطية.
    [many] { $count } طلبًا عند المزوّدين قد تكون بيعًا ليس في النسخة الاحتياطية.
   *[other] { $count } طلب عند المزوّدين قد تكون بيعًا ليس في النسخة الاحتياطية.
}
attention-strays-do = حدّد ما هي
import-paid = ما دفعه الزبون، { $currency }
import-paid-hint = اتركه فارغًا إن لم يعرفه أحد؛ عندها يبقى السعر الظاهر.
import-do = سجّل ما دُفع
import-leave = اتركه كما هو
