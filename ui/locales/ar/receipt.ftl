# الإيصالات.

receipt-training = تدريب، لا قيمة له
receipt-copy = نسخة { $number }
receipt-phone = هاتف { $phone }
receipt-date = التاريخ
receipt-order = الطلب
receipt-clerk = البائع
receipt-face-value = القيمة الاسمية
receipt-price = السعر
receipt-total = الإجمالي
receipt-received = المستلَم
receipt-change = الباقي
receipt-tender = طريقة الدفع
receipt-tender-cash = نقدًا
receipt-code = الرمز
receipt-pin = الرقم السري
receipt-serial = الرقم التسلسلي
receipt-expiry = صالح حتى
receipt-url = الرابط
receipt-customer = رقم الهاتف
receipt-state-delivered = تم التسليم
receipt-provider-order = رقم الطلب عند المزوّد
receipt-cash-note = عامل هذا الإيصال معاملة النقود. ورق الطباعة الحرارية يبهت: صوّر الرمز.
receipt-scam-note = لن يطلب منك أي موظف من المزوّد قراءة الرمز.
receipt-topup-note = إذا لم يصل الشحن خلال 15 دقيقة فأحضر هذا الإيصال.
receipt-thanks = شكرًا لك
receipt-journal = السجل { $what }
