### What has to be answered before a sale: twice the same, a slip of a finger, regions, costs, scams.

stop-back = العودة إلى السلة
stop-approve = وافق وتابع
stop-cost-grant = البيع بأقل من التكلفة
stop-hourly-grant = السماح بهذه العملية وحدها
stop-scam-grant = بيع هذه البطاقات رغم ذلك
stop-why = السبب
stop-why-note = يُحفظ في السجل مع اسم من وافق.
stop-why-offer = عرض من المتجر
stop-why-stock = وعدنا الزبون بالسعر القديم
stop-why-known = زبون نعرفه
stop-why-order = طلبية مسبقة
stop-yes = نعم
stop-no = لا

stop-same = أخذ هذا الزبون الشيء نفسه قبل قليل
stop-same-text = بيع { $product } لهذا الرقم أو الحساب خلال نصف الساعة الماضية. اسأل الزبون هل يريد واحدة ثانية.
stop-same-open = العملية نفسها لم تنته بعد
stop-same-open-text = ما زال { $product } لهذا الرقم أو الحساب قيد التنفيذ. إن بعته مرة أخرى فقد يصل مرتين.
stop-same-by = باعها { $clerk }
stop-same-go = بِع واحدة أخرى

stop-near = هل هذا الرقم صحيح؟
stop-near-text = لم يشتر أحد بهذا الرقم من قبل، وعندك زبون تعرفه يختلف رقمه بخانة واحدة.
stop-near-typed = المكتوب
stop-near-known = المعروف
stop-near-use = استعمل { $phone }
stop-near-go = الرقم المكتوب صحيح

stop-region = هذا الرمز يعمل في بلد آخر
stop-region-text = { $product } يعمل فقط مع حسابات: { $countries }. ولا يُرد رمز اشتُري لبلد خطأ. اسأل الزبون في أي بلد حسابه.
stop-region-go = حساب الزبون مناسب

stop-cost = هذا البيع بأقل من التكلفة
stop-cost-text = بهذا السعر يعود { $product } على المتجر بأقل من تكلفته. والمدير يقرر هل يُباع به.

stop-scam = اسأل قبل بيع هذه البطاقات
stop-scam-banner = لن يطلب منك أي موظف من المزوّد قراءة الرمز.
stop-scam-text = { $count ->
    [zero] لا بطاقات كبيرة القيمة.
    [one] بطاقة كبيرة القيمة تُباع هنا.
    [two] بطاقتان كبيرتا القيمة تُباعان هنا في وقت قصير.
    [few] { $count } بطاقات كبيرة القيمة تُباع هنا في وقت قصير.
    [many] { $count } بطاقة كبيرة القيمة تُباع هنا في وقت قصير.
   *[other] { $count } بطاقة كبيرة القيمة تُباع هنا في وقت قصير.
} يدفع محتالون الناس عبر الهاتف إلى شراء مثلها. اسأل الزبون بلطف:
stop-scam-known = هل البطاقات لشخص يعرفه الزبون معرفة شخصية؟
stop-scam-directed = هل يملي عليه أحد بالهاتف أو بالرسائل ما يشتري؟
stop-scam-codes = هل طلب أحد الرموز لدفع رسوم أو غرامة أو ضريبة أو دين؟
stop-scam-alarm = هذا يشبه الاحتيال. لا تبع. قل للزبون إنه لا توجد دائرة ولا بنك ولا شركة تُدفع لها الأموال ببطاقات هدايا. ولا يقرر غير ذلك إلا المدير.
stop-scam-go = سألته. تابع

stop-hourly = بطاقات كبيرة القيمة كثيرة في ساعة
stop-hourly-text = تصير مع هذه العملية { $count ->
    [zero] لا بطاقات
    [one] بطاقة واحدة
    [two] بطاقتين
    [few] { $count } بطاقات
    [many] { $count } بطاقة
   *[other] { $count } بطاقة
} كبيرة القيمة خلال ساعة، وهذا أكثر مما يبيعه البائع وحده. يستطيع المدير أن يسمح بهذه العملية مرة واحدة.

told-cost-rose = صار المزوّد يأخذ مقابل { $product } أكثر مما كان عند وضع السعر. اسأل { $names } عن السعر.
told-cost-rose-owner = صار المزوّد يأخذ مقابل { $product } أكثر مما كان عند وضع السعر. أخبر المالك.
told-value = القيمة
told-region = المنطقة

customer = الزبون
customer-unknown = غير محفوظ
customer-remember = احفظه بموافقة الزبون
customer-new = محفوظ، ولم يُبع له شيء بعد
customer-sales = { $count ->
    [zero] لا عمليات
    [one] عملية واحدة
    [two] عمليتان
    [few] { $count } عمليات
    [many] { $count } عملية
   *[other] { $count } عملية
}
customer-last = آخر مرة
customer-again = كرّر الطلب
customer-again-name = كرّر الطلب: { $name }
customer-forget = لا تحفظه
customer-erase = امح الرقم
customer-erase-title = هل تمحو هذا الرقم من كل مكان؟
customer-erase-text = يختفي الرقم وحساباته من كل طلب منته، ولا يبقى الزبون محفوظًا. وتبقى الرموز والمبالغ والتقارير. لا رجوع عن هذا.
customer-erase-keep = أبقِه
customer-erase-yes = امحُه
customer-erased-all = { $count ->
    [0] مُحي الرقم.
    [zero] مُحي الرقم.
    [one] مُحي الرقم من طلب واحد.
    [two] مُحي الرقم من طلبين.
    [few] مُحي الرقم من { $count } طلبات.
    [many] مُحي الرقم من { $count } طلبًا.
   *[other] مُحي الرقم من { $count } طلب.
}
customer-erased-left = { $count ->
    [zero] مُحي الرقم.
    [one] مُحي الرقم. ويحتفظ به طلب واحد حتى ينتهي.
    [two] مُحي الرقم. ويحتفظ به طلبان حتى ينتهيا.
    [few] مُحي الرقم. وتحتفظ به { $count } طلبات حتى تنتهي.
    [many] مُحي الرقم. ويحتفظ به { $count } طلبًا حتى تنتهي.
   *[other] مُحي الرقم. ويحتفظ به { $count } طلب حتى تنتهي.
}

topup = شحن هذا الرقم
topup-operator = الشركة
topup-suggested = اقترحناها من الرقم. اسأل الزبون إن كان قد نقله إلى شركة أخرى.
topup-choose = اختر الشركة التي يسميها الزبون.
topup-amounts = المبالغ: { $operator }
topup-any = أي مبلغ
