### وردية الدرج.

shift = الوردية
shift-lead-closed = عُد ما في الدرج وافتح وردية. ما بيع قبلها يُحسب فيها أيضًا.
shift-lead-open = الوردية { $number } مفتوحة.
shift-open-title = فتح الوردية
shift-open-hint = عُد ما في الدرج الآن: هذا هو رصيد الدرج الافتتاحي.
shift-open-do = افتح الوردية
shift-pieces = الأوراق والقطع النقدية
shift-piece = عدد فئة { $worth }
shift-total = في الدرج، { $currency }
shift-total-hint = عُد في الأعلى، أو اكتب المجموع.

shift-since = مفتوحة منذ
shift-by = فتحها
shift-length = المدة
shift-float = رصيد الدرج الافتتاحي
shift-sales = عمليات البيع
shift-units = البطاقات والشحن
shift-unfinished = قيد التحقق
shift-not-handed = لم تُطبع ولم تُرسل
shift-blind = ما يجب أن يكون في الدرج يظهر بعد عدّه.
shift-drawer = درج النقود، { $currency }
shift-about = هذه الوردية
shift-float-of = رصيد الدرج الافتتاحي، { $currency }
shift-cash-sales = نقد المبيعات
shift-cash-back = نقد أُعيد للزبائن
shift-pay-ins = إضافة إلى الدرج
shift-debt-repaid = ديون مسدَّدة
shift-on-account = على الحساب
shift-pay-outs = سحب من الدرج
shift-expected = المتوقع
shift-counted = المعدود
shift-tenders = المدفوعات
shift-cash = نقدًا
shift-net = صافي المبيعات
shift-tax = منه ضريبة { $rate }%
shift-profit = الربح
shift-payments = الإضافات والسحوبات
shift-payments-none = لا شيء حتى الآن

shift-pay-in = إضافة إلى الدرج
shift-pay-out = سحب من الدرج
shift-print-x = طباعة X
shift-close = إقفال الوردية

shift-pay-in-title = إضافة نقد إلى الدرج
shift-pay-out-title = سحب نقد من الدرج
shift-pay-amount = المبلغ
shift-pay-currency = العملة
shift-pay-reason = السبب
shift-pay-reason-missing = اكتب السبب.
shift-pay-in-do = أضف
shift-pay-out-do = اسحب
shift-reason-change = فكّة من البنك
shift-reason-safe = إلى الخزنة
shift-reason-supplies = مشتريات للمتجر
shift-reason-deposit = إيداع عند مزوّد
shift-paid = سُجّلت الحركة.

shift-close-title = إقفال الوردية
shift-close-hint = عُد كل ما في الدرج مع الرصيد الافتتاحي. يظهر المتوقع بعد العد.
shift-close-unfinished = { $count ->
    [one] طلب واحد لم ينته. نواصل متابعته، وتظهر نهايته في تقرير لاحق.
    [two] طلبان لم ينتهيا. نواصل متابعتهما، وتظهر نهايتهما في تقرير لاحق.
    [few] { $count } طلبات لم تنته. نواصل متابعتها، وتظهر نهايتها في تقرير لاحق.
    [many] { $count } طلبًا لم تنته. نواصل متابعتها، وتظهر نهايتها في تقرير لاحق.
   *[other] { $count } طلب لم تنته. نواصل متابعتها، وتظهر نهايتها في تقرير لاحق.
}
shift-note = ملاحظة
shift-note-hint = فقط إذا كنت تعرف سببًا لفرق.
shift-close-do = أقفل وأصدر تقرير Z

shift-closed = أُقفلت الوردية { $number }
shift-exact = الحساب مطابق.
shift-exact-why = المعدود يساوي المتوقع.
shift-over = زيادة { $amount }
shift-over-why = في الدرج أكثر من المتوقع. غالبًا أُعطي باق أقل من اللازم، أو لم تُسجَّل إضافة.
shift-short = عجز { $amount }
shift-short-why = في الدرج أقل من المتوقع. غالبًا أُعطي باق أكثر من اللازم، أو لم يُسجَّل سحب.
shift-wallets-exact = كل محفظة أجاب مزوّدها مطابقة.
shift-wallet-differs = { $supplier }: بين ما يقوله المزوّد والمتوقع فرق { $amount } { $currency }. قد يكون إيداعًا أو جهازًا آخر على الحساب نفسه.
shift-print-z = طباعة Z
shift-print-again = إعادة طباعة
shift-printed = أُرسل إلى الطابعة.
shift-done = الوردية التالية

shift-past = تقارير سابقة
shift-past-none = لا تقارير بعد
shift-past-clerk = يرى المدير التقارير السابقة.
shift-z = تقرير Z رقم { $number }
shift-more = الأقدم

z-sales = المبيعات
z-gross = المبيع
z-refused = لم يُسلَّم ({ $count })
z-refunds = المسترد ({ $count })
z-before = منه قبل فتح الوردية ({ $count })
z-found = وُجد بعد الاستعادة، خارج المجاميع
z-found-unpriced = منه لم يُذكر ثمنه
z-cancelled = لم تُدفع ولم يُشتر شيء
z-vouchers = البطاقات ({ $count })
z-topups = الشحن المباشر ({ $count })
z-by-supplier = حسب المزوّد
z-by-category = حسب الصنف
z-by-product = الأكثر مبيعًا
z-no-category = غير ذلك
z-debt = دفتر الديون
z-debt-given = بيع على الحساب
z-debt-taken-off = خُصم من الدين
z-debt-repaid = سُدّد نقدًا
z-debt-forgiven = سومح به
z-wallets = محافظ المزوّدين
z-wallet-opening = عند الفتح
z-wallet-deposits = إيداعات
z-wallet-charged = خُصم
z-wallet-rolled-back = أُعيد
z-wallet-reported = يقول المزوّد
z-wallet-difference = الفرق
z-wallet-explained = منه مفسَّر
z-wallet-unexplained = غير مفسَّر
z-wallet-strays = طلبات هناك لا هنا
z-wallet-open = طلبات مفتوحة
z-wallet-charged-before = كانت مفتوحة عند آخر تقرير Z وتبيّن شراؤها
z-wallet-mute = لا يجيب
z-wallet-hours = يكفي نحو
z-hours = { $hours } س
z-unfinished = لم ينته
z-unfinished-count = قيد التحقق ({ $count })
z-unfinished-oldest = أقدمها
z-unfinished-attention = تحتاج إلى قرار
z-unfinished-money = مال لم يعد بعد
z-control = الرقابة
z-none = لا يوجد
z-nobody = بلا اسم
z-voids = صفحات دفع أُلغيت
z-refunds-count = استرداد
z-against-rule = إرجاع خلافًا للجدول
z-reprints = إعادة الطباعة
z-reveals = رموز عُرضت
z-no-sales = فتح الدرج
z-overrides = تجاوزات
z-price-changes = تغيير الأسعار
z-approvals = بإذن المدير
z-forgiven = ديون سومح بها
z-wrong-pins = رموز دخول خاطئة
z-rates = أسعار الصرف
z-profit = الربح
z-cost = التكلفة
z-tax = الضريبة
z-uncosted = تكلفة غير معروفة
z-look = عرض تقرير Z رقم { $number }
z-back = العودة إلى الوردية

shift-reconcile = مطابقة المحافظ
reconcile = المحافظ والسجل
reconcile-since = منذ { $time }
reconcile-again = اسأل مرة أخرى
reconcile-asking = نسأل كل مزوّد عن رصيده وطلباته…
reconcile-unread-supplier = تعذّرت مقارنة { $supplier } الآن. اسأل لاحقًا.
reconcile-fits = المحافظ والسجل متفقان. لا طلب هناك وليس هنا، ولا العكس.
reconcile-no-wallets = لم يذكر أي مزوّد رصيدًا. انظر إلى المؤشرات ثم اسأل مرة أخرى.
reconcile-booked = تم التقييد.
wallet-opening = في البداية
wallet-deposits = أُودع
wallet-charged = خُصم
wallet-rolled-back = أُعيد
wallet-expected = يجب أن يكون
wallet-reported = يقول المزوّد
wallet-open = طلبات مجهولة المصير
wallet-charged-before = طلبات لم يُعرف مصيرها حينها وخُصمت
wallet-unknown = لم يُذكر
wallet-exact = كما يجب تمامًا.
wallet-explained = الفرق مفسَّر:
wallet-differs = لم يُفسَّر بعد:
wallet-told-by-supplier = من المزوّد نفسه
strays = { $count ->
    [one] طلب واحد عند مزوّد وليس هنا
    [two] طلبان عند المزوّدين وليسا هنا
    [few] { $count } طلبات عند المزوّدين وليست هنا
    [many] { $count } طلبًا عند المزوّدين وليست هنا
   *[other] { $count } طلب عند المزوّدين وليست هنا
}
strays-lead = ربما أجراها جهاز آخر على الحساب نفسه أو شخص من لوحة المزوّد. اختر منها، واكتب كيف عرفت، وقل لمن هي.
strays-may-be-ours = قد يكون بيعًا ليس في النسخة الاحتياطية
strays-no-time = بلا وقت
strays-why = كيف عرفت؟
strays-ours = لنا: أضفها إلى السجل
strays-not-ours = ليست لنا
strays-hint = ما هو لنا يصبح بيعًا وُجد بعد الاستعادة ولا يُرسل مرة أخرى. وما ليس لنا تفسّر تكلفته فرق المحفظة.
strays-choose = اختيار عدة طلبات معًا
strays-all = الكل
strays-picked = { $count ->
    [0] لم تختر شيئًا. سبب واحد يكفي لكل ما تختاره، ويُسجَّل كل طلب وحده.
    [one] اخترت طلبًا واحدًا.
    [two] اخترت طلبين. السبب لهما معًا، ويُسجَّل كل منهما وحده.
    [few] اخترت { $count } طلبات. السبب لها جميعًا، ويُسجَّل كل طلب وحده.
    [many] اخترت { $count } طلبًا. السبب لها جميعًا، ويُسجَّل كل طلب وحده.
   *[other] اخترت { $count } طلب. السبب لها جميعًا، ويُسجَّل كل طلب وحده.
}
strays-progress = تم { $done } من { $total }
not-listed = { $count ->
    [one] طلب واحد لنا ليس في قائمة مزوّده
    [two] طلبان لنا ليسا في قوائم المزوّدين
    [few] { $count } طلبات لنا ليست في قوائم المزوّدين
    [many] { $count } طلبًا لنا ليست في قوائم المزوّدين
   *[other] { $count } طلب لنا ليست في قوائم المزوّدين
}
not-listed-lead = قال المزوّد من قبل إنها لديه. اسأله ثم اكتب ما يقول.
not-listed-why = ما يقوله المزوّد
not-listed-do = سجّله
book = تقييد على محفظة
book-lead = لا يذكر كل مزوّد ما أُودع لديه. ما يُقيَّد يُحفظ مع سببه واسمك.
book-deposit = إيداع
book-explained = تفسير فرق
book-supplier = المزوّد
book-amount = المبلغ، { $currency }
book-minus = علامة ناقص قبل المبلغ تخصمه من المحفظة، كعمولة أو تصحيح.
book-note-deposit = كيف أُودع
book-note-explained = ما هو
book-do = قيّده
