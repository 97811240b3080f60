# الإيصالات.

receipt-training = تدريب، لا قيمة له
receipt-copy = نسخة { $number }
receipt-copy-when = طُبعت من جديد { $when }
receipt-phone = هاتف { $phone }
receipt-tax-number = الرقم الضريبي { $number }
receipt-date = التاريخ
receipt-order = رقم الطلب لدينا
receipt-slip = الإيصال
receipt-clerk = البائع
receipt-worth = بقيمة { $amount }
receipt-price = السعر
receipt-tax = منه { $name } { $rate }%
receipt-tax-name = ضريبة
receipt-total = الإجمالي
receipt-received = المستلَم
receipt-change = الباقي
receipt-paid = المدفوع
receipt-tender = طريقة الدفع
receipt-tender-cash = نقدًا
receipt-tender-debt = على الحساب
receipt-tender-page = Payerly
receipt-tender-card = بطاقة بنكية
receipt-code = الرمز
receipt-pin = الرقم السري
receipt-serial = الرقم التسلسلي
receipt-expiry = صالح حتى
receipt-url = الرابط
receipt-customer = رقم الهاتف
receipt-state = الحالة
receipt-state-delivered = تم التسليم
receipt-provider-order = رقم الطلب عند المزوّد
receipt-qr-code = رمز QR يحمل الرمز نفسه
receipt-qr-url = رمز QR يفتح الرابط
receipt-redeem = طريقة الاستخدام
receipt-cash-note = عامل هذا الإيصال معاملة النقود.
receipt-fade-note = ورق الطباعة الحرارية يبهت: صوّر الرمز.
receipt-scam-note = لن يطلب منك أي موظف من المزوّد قراءة الرمز.
receipt-topup-note = إذا لم يصل الشحن خلال 15 دقيقة فأحضر هذا الإيصال.
receipt-thanks = شكرًا لك
receipt-journal = السجل { $what }

# ما دام الطلب غير محسوم.

receipt-pay = للدفع
receipt-pay-how = امسح الرمز وادفع من هاتفك. لا نشتري شيئًا قبل الدفع.
receipt-pay-rule = هذه الصفحة مفتوحة لوقت قصير. ادفع مرة واحدة.
receipt-claim = لم يكتمل بعد
receipt-claim-number = رقمك
receipt-claim-rule = احتفظ بهذا الإيصال ولا تدفع مرة أخرى.
receipt-claim-how = نحن نتابع الطلب. اسأل هنا بهذا الرقم: تحصل على الرمز أو تستعيد نقودك.
receipt-claim-qr = للمتجر: يعثر على هذا الطلب

# حين لا يُسلَّم.

receipt-failure = لم يتم التسليم
receipt-failure-rule = لم يُشتر شيء ولم يخصم المزوّد شيئًا.
receipt-taken-back = استرجعه المزوّد
receipt-back-cash = أُعيد نقدًا
receipt-back-debt = خُصم من حسابك
receipt-back-done = أُعيد
receipt-back-on-its-way = يعود بالطريقة التي دُفع بها
receipt-back-never-paid = لم يُحصَّل

# طباعة الاختبار.

trial-title = اختبار
trial-ruler = { $dots } نقطة. يجب أن يظهر طرفا المسطرة على الورق.
trial-code = الصفر مشطوب وحرف O غير مشطوب
trial-symbols = يجب أن يقرأ الهاتف ما فوق
trial-printer = الطابعة
trial-kind = النوع
trial-address = العنوان
trial-paper = الورق · النقاط
trial-bands = الصفوف دفعة واحدة
trial-end = كل ما فوق كامل والورق مقطوع في الأسفل؟ إذًا هذه الطابعة جاهزة.
trial-done = أُرسل إيصال الاختبار إلى { $what }. هل خرج على الورق كاملا واضحًا؟

# تقارير وردية الدرج.

report-x = تقرير X
report-z = تقرير Z رقم { $number }
report-x-rule = قراءة فقط، والوردية باقية مفتوحة.
report-shift = الوردية
report-till = الجهاز
report-opened = فُتحت
report-opened-by = فتحها
report-closed = أُقفلت
report-closed-by = أقفلها
report-lasted = المدة
report-hours = { $hours } س { $minutes } د
report-drawn = أُعد في
report-printed-by = طبعه
report-version = رصيد
report-sales = المبيعات
report-sales-count = العمليات · البطاقات والشحن
report-gross = المبيع
report-refused = لم يُسلَّم ({ $count })
report-refunds = المسترد ({ $count })
report-net = الصافي
report-tax = ضريبة { $rate }% من { $gross }
report-before-opening = منه قبل فتح الوردية ({ $count })
report-found = وُجد بعد الاستعادة، خارج المجاميع ({ $count })
report-found-unpriced = منه لم يُذكر ثمنه
report-cancelled = لم تُدفع ولم يُشتر شيء
report-kind-voucher = البطاقات ({ $count })
report-kind-topup = الشحن المباشر ({ $count })
report-by-supplier = حسب المزوّد
report-by-category = حسب الصنف
report-by-product = الأكثر مبيعًا
report-no-category = غير ذلك
report-tenders = المدفوعات
report-tender-cash = نقدًا
report-tender-debt = على الحساب
report-none = لا يوجد
report-drawer = درج النقود
report-float = رصيد الدرج الافتتاحي
report-cash-sales = نقد المبيعات
report-cash-back = نقد أُعيد للزبائن
report-pay-ins = إضافة إلى الدرج
report-drawer-debt = ديون مسدَّدة
report-pay-outs = سحب من الدرج
report-expected = المتوقع
report-counted = المعدود
report-not-counted = لم يُعد
report-over = زيادة
report-short = عجز
report-exact = الفرق
report-payments = إضافات وسحوبات الدرج
report-note = ملاحظة
report-wallets = محافظ المزوّدين
report-wallet-opening = عند الفتح
report-wallet-deposits = إيداعات
report-wallet-charged = خُصم
report-wallet-rolled-back = أُعيد
report-wallet-expected = المتوقع
report-wallet-reported = يقول المزوّد
report-wallet-difference = الفرق
report-wallet-explained = منه مفسَّر
report-wallet-unexplained = غير مفسَّر
report-wallet-strays = طلبات هناك لا هنا
report-wallet-open = طلبات مفتوحة
report-wallet-charged-before = كانت مفتوحة عند آخر تقرير Z وتبيّن شراؤها
report-wallet-mute = لا يجيب
report-wallet-hours = يكفي نحو
report-wallet-hours-left = { $hours } س
report-stock = مخزون المتجر
report-stock-there = الموجود
report-stock-of = منه
report-stock-parts = مشترى مسبقًا { $ahead }، مستعاد { $recovered }
report-stock-cost = بالتكلفة
report-stock-bought = اشتُري مسبقًا
report-stock-sold = بيع من المخزون
report-stock-coming = لم يتأكد بعد
report-stock-expired = انتهت صلاحيته ولا يُباع
report-stock-value = المخزون بالتكلفة
report-unfinished = لم ينته
report-unfinished-count = قيد التحقق ({ $count })
report-unfinished-oldest = أقدمها
report-unfinished-attention = تحتاج إلى قرار
report-unfinished-money = مال لم يعد بعد
report-unfinished-handed = سُلِّم ولم يُطبع ولم يُرسل
report-control = الرقابة
report-nobody = بلا اسم
report-voids = صفحات دفع أُلغيت
report-refunds-count = استرداد
report-reprints = إعادة الطباعة
report-reveals = رموز عُرضت
report-against-rule = إرجاع خلافًا للجدول
report-price-changes = تغيير الأسعار
report-no-sales = فتح الدرج
report-overrides = تجاوزات
report-approvals = بإذن المدير
report-forgiven = ديون سومح بها

report-debt = دفتر الديون
report-debt-given = بيع على الحساب
report-debt-taken-off = خُصم من الدين
report-debt-repaid = سُدّد نقدًا
report-debt-forgiven = سومح به

receipt-debt-title = سند قبض على الحساب
receipt-debt-customer = الزبون
receipt-debt-owed = كان عليه
receipt-debt-paid = دفع نقدًا
receipt-debt-left = بقي عليه
report-wrong-pins = رموز دخول خاطئة
report-rates = أسعار الصرف
report-profit = الربح (للمالك فقط)
report-revenue = صافي المبيعات
report-tax-within = منها ضريبة
report-cost = التكلفة
report-margin = الهامش
report-uncosted = تكلفة غير معروفة
report-sign-clerk = البائع
report-sign-manager = المدير
report-head = السجل عند الإقفال { $what }

receipt-refund-not-shown = الرمز الذي عُرض لا يُسترد ثمنه.
receipt-refund-also-shown = يُسترد الثمن حتى بعد عرض الرمز.
receipt-refund-within = { $form ->
    [one] خلال ساعة واحدة من البيع.
    [two] خلال ساعتين من البيع.
    [few] خلال { $hours } ساعات من البيع.
   *[other] خلال { $hours } ساعة من البيع.
}
receipt-refund-within-days = { $form ->
    [one] خلال يوم واحد من البيع.
    [two] خلال يومين من البيع.
    [few] خلال { $days } أيام من البيع.
    [many] خلال { $days } يومًا من البيع.
   *[other] خلال { $days } يوم من البيع.
}
receipt-refund-proof-slip = احتفظ بالإيصال، فلا استرداد بدونه.
receipt-refund-proof-supplier = فقط إذا أكّد المزوّد أن الرمز لا يعمل.
