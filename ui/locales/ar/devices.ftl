### الطابعات وطابور الطباعة وشكل الإيصالات.

devices-card = الطابعات والإيصالات
devices-printers = الطابعات وطابور الطباعة
devices-slips = ما يُكتب على الإيصالات

hardware = الطابعات
hardware-none = لم تُعدّ أي طابعة
hardware-none-hint = أضف [[printer]] إلى ملف الإعداد. يمكن حتى ذلك الحين إظهار الرموز على الشاشة وإرسالها برسالة.
hardware-default = تطبع ما لم تُذكر غيرها
hardware-dots = { $paper } · { $dots } نقطة
hardware-checking = جارٍ الفحص…
hardware-ready = جاهزة
hardware-check = افحص من جديد
hardware-test = طباعة تجريبية
hardware-test-busy = جارٍ الطباعة…
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

again = اطبع من جديد
again-busy = جارٍ الطباعة…
again-other = اطبع على { $printer }
again-copy = ربما خرج الإيصال على الورق، لذلك يُكتب «نسخة» على التالي.
again-plain = لم يخرج منه شيء.
again-test = يطبع إيصال تجربة آخر.
again-since = طُبع الإيصال نفسه بمهمة لاحقة. يمكن طباعته من جديد من الطلبات.
again-under-way = لم تنتهِ المهمة بعد. لا حاجة إلى فعل شيء.
again-never = لا يُطبع شيء من جديد من تلقاء نفسه.
again-no-code = لا رمز لهذا الطلب. تُقرأ حالته في الطلبات.
printed-sent = أُرسل إلى الطابعة
printed-sent-hint = لا تقول الطابعة هل طبعت: انظر إلى الورق.
printed-not-here = لم يُطبع على { $printer }: { $why }.
