# الإيصالات.

receipt-training = تدريب، لا قيمة له
receipt-copy = نسخة { $number }
receipt-copy-when = طُبعت من جديد { $when }
receipt-phone = هاتف { $phone }
receipt-date = التاريخ
receipt-order = رقم الطلب لدينا
receipt-slip = الإيصال
receipt-clerk = البائع
receipt-worth = بقيمة { $amount }
receipt-price = السعر
receipt-total = الإجمالي
receipt-received = المستلَم
receipt-change = الباقي
receipt-paid = المدفوع
receipt-tender = طريقة الدفع
receipt-tender-cash = نقدًا
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
receipt-price = السعر
receipt-claim = لم يكتمل بعد
receipt-claim-number = رقمك
receipt-claim-rule = احتفظ بهذا الإيصال ولا تدفع مرة أخرى.
receipt-claim-how = نحن نتابع الطلب. اسأل هنا بهذا الرقم: تحصل على الرمز أو تستعيد نقودك.
receipt-claim-qr = للمتجر: يعثر على هذا الطلب

# حين لا يُسلَّم.

receipt-failure = لم يتم التسليم
receipt-failure-rule = لم يُشترَ شيء ولم يخصم المزوّد شيئًا.
receipt-taken-back = استرجعه المزوّد
receipt-back-cash = أُعيد نقدًا
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
trial-done = أُرسل إيصال الاختبار إلى { $what }. هل خرج على الورق كاملًا واضحًا؟
