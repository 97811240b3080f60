### الطابعات وطابور الطباعة وشكل الإيصالات.

devices-card = الطابعات والإيصالات
devices-printers = الطابعات وطابور الطباعة
devices-slips = ما يُكتب على الإيصالات

hardware = الطابعات
hardware-none = لم تُعد أي طابعة
hardware-none-hint = أضف [[printer]] إلى ملف الإعداد. يمكن حتى ذلك الحين إظهار الرموز على الشاشة وإرسالها برسالة.
hardware-default = تطبع ما لم تُذكر غيرها
hardware-dots = { $paper } · { $dots ->
    [zero] لا نقاط
    [one] نقطة واحدة
    [two] نقطتان
    [few] { $dots } نقاط
   *[other] { $dots } نقطة
}
hardware-checking = جار الفحص…
hardware-ready = جاهزة
hardware-check = افحص من جديد
hardware-test = طباعة تجريبية
hardware-test-busy = جار الطباعة…
hardware-test-done = خرج إيصال التجربة. هل هو كامل وواضح، وطرفا المسطرة على الورق؟
hardware-test-sent = أُرسل إيصال التجربة. هذه الطابعة لا تقول هل طبعت: انظر إلى الورق.
hardware-test-failed = لم يخرج إيصال التجربة.
hardware-test-file = إيصال التجربة ملف:

kind-escpos-tcp = طابعة إيصالات على الشبكة
kind-escpos-device = طابعة إيصالات بكابل
kind-cups-raw = طابور طباعة في النظام
kind-windows-raw = طابعة Windows
kind-pdf = ملفات PDF

queue = طابور الطباعة
queue-none = لم يُطبع شيء بعد
queue-none-hint = كل إيصال يذهب إلى طابعة يظهر هنا مع ما صار إليه.
queue-more = مهام أقدم
queue-time = الوقت
queue-what = ماذا
queue-printer = الطابعة
queue-copy = نسخة
queue-state = ما صار إليه
queue-report = تقرير الوردية
queue-test = طباعة تجريبية
queue-note = { $name } · حالة الطلب
queue-job-queued = في الانتظار
queue-job-leaving = في الطريق
queue-job-sent = أُرسل دون تأكيد
queue-job-confirmed = طُبع
queue-job-failed = لم يُطبع
queue-job-uncertain = ربما طُبع
queue-job-since = طُبع لاحقًا
queue-asked-by = بطلب من
queue-order = الطلب

again = إعادة طباعة
again-busy = جار الطباعة…
again-other = اطبع على { $printer }
again-copy = ربما خرج الإيصال على الورق، لذلك يُكتب «نسخة» على التالي.
again-plain = لم يخرج منه شيء.
again-report = يُعاد طبع تقرير الوردية من شاشة الوردية.
again-test = يطبع إيصال تجربة آخر.
again-since = طُبع الإيصال نفسه بمهمة لاحقة. يمكن طباعته من جديد من الطلبات.
again-under-way = لم تنته المهمة بعد. لا حاجة إلى فعل شيء.
again-never = لا يُطبع شيء من جديد من تلقاء نفسه.
again-no-code = لا رمز لهذا الطلب. تُقرأ حالته في الطلبات.
printed-sent = أُرسل إلى الطابعة
printed-sent-hint = لا تقول الطابعة هل طبعت: انظر إلى الورق.
printed-not-here = لم يُطبع على { $printer }: { $why }.

slips = ما يُكتب على الإيصالات
slips-owner-only = المدير أو المالك يغيّر الإيصالات. يمكنك النظر إليها.
slips-file-wins = يُحفظ حيث يحفظه ملف الإعداد: ملف فيه [receipt] أو [[printer]] يحل محل هذا عند تطبيقه من جديد.
slips-save = حفظ
slips-saving = جار الحفظ…
slips-saved = حُفظ. الإيصال التالي يكون هكذا.
slips-unsaved = لم يُحفظ بعد
slips-leave = هل تخرج دون حفظ التغييرات؟
slips-leave-yes = اخرج
slips-leave-no = ابق
slips-paper = الورق
slips-printer = الطابعة
slips-paper-58 = 58 مم
slips-paper-80 = 80 مم
slips-paper-a4 = A4
slips-paper-own = عرض آخر
slips-dots = عدد النقاط عرضًا
slips-dots-hint = من 128 إلى 2048. تظهره مسطرة الطباعة التجريبية.
slips-no-printer = لم تُعد أي طابعة. العرض للمعاينة فقط.
slips-logo = الشعار
slips-logo-none = بلا شعار
slips-logo-there = الشعار على الإيصالات
slips-logo-picked = شعار جديد لم يُحفظ بعد
slips-logo-pick = اختر ملف PNG
slips-logo-remove = أزِله
slips-logo-too-large = الملف أكبر من 1 ميغابايت.
slips-texts = النصوص
slips-english = الإنجليزية
slips-arabic = العربية
slips-header = تحت اسم المتجر
slips-footer = الكلمات الأخيرة
slips-refund = قاعدة الاسترداد
slips-one-language = نص بلغة واحدة يظهر على إيصالات اللغتين.
slips-blocks = ما يظهر مع الرمز
slips-block-serial = الرقم التسلسلي
slips-block-expiry = صالح حتى
slips-block-region = المنطقة
slips-block-redeem = طريقة الاستعمال
slips-block-refund = قاعدة الاسترداد
slips-block-qr = رمز QR
slips-block-barcode = الباركود
slips-code-always = الرمز والرقم السري يظهران دائمًا.
slips-preview = المعاينة
slips-sample = أي إيصال
slips-sample-voucher = بطاقة
slips-sample-topup = شحن مباشر
slips-sample-claim = قيد الانتظار
slips-sample-failure = لم يُنفَّذ
slips-scale = الحجم
slips-scale-fit = ملاءمة
slips-scale-dots = 1:1
slips-scale-paper = العرض الحقيقي
slips-size = { $height ->
    [few] { $width } × { $height } نقاط، تمامًا ما تأخذه الطابعة
   *[other] { $width } × { $height } نقطة، تمامًا ما تأخذه الطابعة
}
slips-language = لغة الإيصال
