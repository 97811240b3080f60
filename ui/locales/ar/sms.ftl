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
