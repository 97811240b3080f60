### Prices: what products cost, what customers pay, the rules between the two, and costs that rose.

prices = الأسعار
prices-card = الأسعار
prices-open = الأسعار وقواعدها
prices-parts = الأقسام
prices-part-list = المنتجات
prices-part-rules = القواعد
prices-part-rises = تكاليف ارتفعت · { $count }
prices-search = ابحث عن منتج
prices-supplier = المزوّد
prices-brand = الماركة
prices-any = الكل
prices-filter = عرض
prices-filter-all = كل الأسعار
prices-filter-own = محدّدة هنا
prices-filter-below_cost = أقل من التكلفة
prices-filter-missing = بلا سعر
prices-count = { $count ->
    [zero] لا منتجات
    [one] منتج واحد
    [two] منتجان
    [few] { $count } منتجات
    [many] { $count } منتجًا
   *[other] { $count } منتج
}
prices-none = لا يوجد منتج كهذا
prices-none-hint = جرّب كلمات أخرى أو تصفية أخرى.
prices-product = المنتج
prices-face = القيمة الاسمية
prices-cost = التكلفة
prices-price = السعر
prices-margin = الربح
prices-source = المصدر
prices-more = عرض المزيد
prices-open-value = عن { $amount }
prices-loss = أقل من التكلفة

price-source-own = محدّد هنا
price-source-file = الملف
price-source-rule = قاعدة
price-source-cost = بسعر التكلفة
price-source-missing = بلا سعر

price-edit-new = السعر الجديد، { $currency }
price-edit-file = السعر في الملف { $price }.
price-edit-set = حُدّد هنا { $time }.
price-edit-set-by = حدّده هنا { $name }، { $time }.
price-edit-note = السعر المحدّد هنا يبقى ساريًا حتى يأتي ملف الإعداد بسعر آخر.
price-edit-below = هذا أقل من التكلفة { $cost }. كل عملية بيع ستحتاج موافقة المدير.
price-save = اعتمد السعر
price-take-back = تراجع عنه
price-take-back-note = يعود سعر الملف أو القاعدة أو التكلفة.
price-saved = السعر الجديد: { $price }

rules-lead = القاعدة تحدّد السعر حيث لم يحدّده الملف ولا أحد هنا. الأخص يغلب: المنتج ثم الماركة ثم المزوّد ثم الكل.
rules-none = لا قواعد: هذه المنتجات تُباع بسعر التكلفة.
rule-new = قاعدة جديدة
rule-for = لِمَن
rule-for-all = كل المنتجات
rule-for-supplier = مزوّد
rule-for-brand = ماركة
rule-for-product = منتج واحد
rule-target-supplier = المزوّد
rule-target-brand = الماركة
rule-target-product = رقم المنتج
rule-target-choose = اختر…
rule-how = السعر
rule-how-percent_on_cost = التكلفة + نسبة
rule-how-amount_on_cost = التكلفة + مبلغ
rule-how-percent_of_face = نسبة من القيمة الاسمية
rule-value-percent = النسبة المئوية
rule-value-amount = المبلغ، { $currency }
rule-round = تقريب إلى الأعلى
rule-round-none = بلا تقريب
rule-says-percent_on_cost = التكلفة + { $value }٪
rule-says-amount_on_cost = التكلفة + { $value }
rule-says-percent_of_face = { $value }٪ من القيمة الاسمية
rule-says-round = تقريب إلى { $step }
rule-look = ماذا سيتغيّر؟
rule-changes = { $count ->
    [zero] لا يتغيّر أي سعر.
    [one] يتغيّر سعر واحد:
    [two] يتغيّر سعران:
    [few] تتغيّر { $count } أسعار:
    [many] يتغيّر { $count } سعرًا:
   *[other] يتغيّر { $count } سعر:
}
rule-changes-more = و{ $count } غيرها
rule-save = اعتمد القاعدة
rule-saved = القاعدة سارية الآن.
rule-remove = تراجع عنها
rule-removed = أُلغيت القاعدة.

rises-lead = المزوّد يأخذ الآن أكثر مما كان يأخذ حين حُدّد السعر.
rises-none = لم ترتفع أي تكلفة
rises-none-hint = إذا رفع مزوّد تكلفة منتج سعره محدّد، ستجده هنا.
rise-cost = التكلفة
rise-price = السعر الحالي
rise-proposed = المقترح
rise-accept = اعتمد { $price }
rise-keep = أبق السعر
rise-other = سعر آخر، { $currency }
rise-kept = بقي السعر كما هو.

prices-part-refunds = الاسترداد

prices-part-taxes = الضريبة
taxes-lead = الأسعار شاملة الضريبة. النسبة تبيّن حصة الضريبة من السعر في الإيصال وتقرير Z والتقارير، ولا تغيّر ما يدفعه الزبون. الأخص يغلب: المنتج ثم العلامة ثم المزوّد ثم الكل.
taxes-none = لا ضريبة على شيء. إن كان المتجر خاضعًا لضريبة القيمة المضافة فحدّد نسبة لكل المنتجات.
taxes-owner = تحديد الضريبة للمالك فقط.
tax-within = { $tax } من كل { $price }
tax-new = نسبة جديدة
tax-rate = النسبة المئوية
tax-save = حدّد النسبة
tax-saved = حُدّدت النسبة، وتسري على ما يُباع من الآن.
tax-removed = أُلغيت النسبة. ما بيع قبلها يبقى بها.
tax-identity = على الإيصال
tax-name = اسم الضريبة
tax-name-usual = ضريبة
tax-number = الرقم الضريبي للمتجر
tax-identity-save = احفظ
tax-identity-saved = يظهر على الإيصالات من الآن.

refunds-lead = إلى متى يمكن طلب استرداد المال، ومن يعيده، وبأي إثبات. الأخص يغلب. يعرفها الزبون قبل البيع وعلى الإيصال.
refunds-usual = حيث لا قاعدة: لا استرداد بعد عرض الرمز، والمدير يعيد المال، بلا مدة.
refunds-owner = تغيير جدول الاسترداد للمالك فقط.
refund-rule-new = شروط جديدة
refund-rule-within = المدة
refund-rule-any = بلا مدة
refund-rule-hours = { $hours ->
    [one] ساعة بعد البيع
    [two] ساعتان بعد البيع
    [24] يوم بعد البيع
    [72] 3 أيام بعد البيع
    [168] 7 أيام بعد البيع
    [720] 30 يومًا بعد البيع
    [few] { $hours } ساعات بعد البيع
   *[other] { $hours } ساعة بعد البيع
}
refund-rule-shown = بعد عرض الرمز
refund-rule-shown-no = لا يُسترد
refund-rule-shown-yes = يُسترد أيضًا
refund-rule-who = من يعيد المال
refund-rule-who-manager = المدير
refund-rule-who-owner = المالك فقط
refund-rule-proof = الإثبات
refund-rule-proof-nothing = لا شيء
refund-rule-proof-slip = الإيصال
refund-rule-proof-supplier = جواب المزوّد
refund-rule-save = اعتمد الشروط
refund-rule-saved = الشروط سارية الآن.
