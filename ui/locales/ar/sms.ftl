# الرسائل النصية: ما يقرؤه الزبون، وما يقوله الجهاز عنها.

sms-training = تدريب، لا قيمة له
sms-copy = نسخة { $number }
sms-delivered = تم التسليم
sms-done = إلى { $to } · النسخ: { $copies } · الرسائل: { $parts }

error-no-sms-route = لم تُعد أي طريقة لإرسال الرسائل النصية. لم يُنفَّذ شيء.
error-no-sms-route-hint = أضف قسم [[sms]] إلى ملف الإعداد.
error-sms-failed = العملية محفوظة. لم تُرسل الرسالة النصية: { $what }
error-sms-failed-hint = تأكد من الرقم والبوابة وأرسلها من جديد، أو اطبع الرمز أو أظهره.
error-sms-unknown = العملية محفوظة. لا يُعرف بعد هل خرجت الرسالة النصية: { $what }
error-sms-unknown-hint = اسأل الزبون قبل إعادة الإرسال: البوابة قيد السؤال وربما أرسلتها.

# لماذا لم تُرسل رسالة، أو قد لا تكون أُرسلت.
hitch-not-reached = لا يمكن الوصول إلى بوابة الرسائل.
hitch-no-answer = وصل الطلب إلى بوابة الرسائل ولم يأت منها رد.
hitch-unclear = رد بوابة الرسائل غير واضح ({ $detail }).
hitch-has-it-already = تقول بوابة الرسائل إن هذه الرسالة عندها من قبل.
hitch-modem-silent = المودم لا يستجيب.
hitch-modem-broke = انقطع الاتصال بالمودم.
hitch-no-network = المودم خارج الشبكة.
hitch-asks-for-pin = شريحة SIM تطلب رقمها السري (PIN).
hitch-pin-wrong = لم تقبل شريحة SIM رقمها السري (PIN)، ولن يُجرَّب مرة أخرى.
hitch-asks-for-puk = شريحة SIM مقفلة وتطلب رمز PUK. افتحها في هاتف.
hitch-in-part = خرج جزء من الرسالة فقط ({ $detail }).

event-sms = أُرسل برسالة نصية عبر { $detail }.
event-sms-failed = لم تصل الرسالة النصية إلى الهاتف ({ $detail }).
event-sms-lost = لا رد واضح من { $detail } بشأن رسالة نصية. يُسأل عنها ولا تُرسل مرة أخرى.
event-text-seen-to = عالج { $clerk } أمر الرسالة النصية: { $detail ->
    [texted_again] أرسل الرمز برسالة أخرى
    [printed] طبع الرمز
    [told] أبلغ الزبون بالرمز شفهيًا
   *[arrived] الرسالة عند الزبون
}.

doctor-sms = { $what } يرد ({ $why }).
doctor-sms-plain-hint = تعبر الرموز شبكة المتجر بلا تشفير. استخدمه فقط في شبكة لا يشاركها الزبائن.
doctor-sms-bad = لا يستطيع { $what } الإرسال: { $why }
doctor-sms-bad-hint = تأكد من أن الهاتف أو البوابة يعمل وفي هذه الشبكة ومن أن العنوان صحيح.
doctor-sms-key-hint = تأكد من account و secret في قسم [[sms]] هذا.

# ما يقرؤه المالك على هاتفه.
owner-z = { $shop }: تقرير Z { $number }
owner-net = الصافي { $amount }، مبيعات { $count }
owner-tax = منه ضريبة { $amount }
owner-tax-back = ضريبة أُعيدت { $amount }
owner-profit = الربح { $amount }
owner-drawer-exact = الدرج { $currency } مطابق
owner-drawer-over = زيادة في الدرج { $amount }
owner-drawer-short = نقص في الدرج { $amount }
owner-wallet-over = { $wallet }، زيادة { $amount }
owner-wallet-short = { $wallet }، نقص { $amount }
owner-open = طلبات لم تكتمل: { $count }، { $amount }
owner-shift-open = لم تُقفل الوردية { $number }. فُتحت { $at }.
owner-no-shift = بيع منذ { $at } بلا وردية: لا يوجد تقرير Z.
owner-orders = طلبات لم تكتمل: { $count }
owner-orders-more = وغيرها: { $count }

# ما يقوله الجهاز عن رسائل المالك.
owner-z-failed = لم يُرسل تقرير Z { $number } إلى المالك: { $what }
owner-z-unknown = لا يُعرف هل وصل تقرير Z { $number } إلى المالك: { $what }
owner-alert-failed = لم يُرسل تنبيه إلى المالك: { $what }
owner-alert-unknown = لا يُعرف هل وصل تنبيه إلى المالك: { $what }

error-no-owner-phone = هاتف المالك غير مُعد. لم يُرسل شيء.
error-no-owner-phone-hint = اكتبه في الإعدادات، أو في الملف: [owner] phone = "…".
error-owner-told = تقرير Z { $what } في طريقه إلى المالك أو وصله. لم يُرسل مرة أخرى.
error-owner-told-hint = انظر إلى الهاتف. إن لم يصل شيء فسيظهر ذلك هنا.
error-owner-time-invalid = لا يصلح { $what } وقتًا هنا. لم يتغير شيء.
error-owner-time-invalid-hint = اكتب ساعة من اليوم مثل 01:00، ودقائق من 1 إلى 1440.

doctor-owner = يمكن إبلاغ المالك.
doctor-owner-no-route = لا طريق لتقرير المالك: لم تُعد أي طريقة لإرسال الرسائل النصية.
doctor-owner-no-route-hint = أضف قسم [[sms]] إلى ملف الإعداد، أو أرسل كل تقرير بواتساب من شاشة الوردية.
doctor-owner-z-hint = أرسله من جديد: raseed shift report { $number } --send، أو من الإعدادات، أو بواتساب.
doctor-owner-alert-hint = راجع الورديات المفتوحة والطلبات التي لم تكتمل بنفسك، وتأكد من طريقة الإرسال.
