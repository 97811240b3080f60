### The counter beside the sale: the customer's window, WhatsApp, the cash drawer.

## The till's own sentences

event-drawer-sale = يُفتح درج النقود مع الإيصال على { $detail }.
event-drawer-shut = بقي الدرج مغلقًا: لم يصل شيء إلى { $detail }.
event-reprint-asked = طُبع مرة أخرى والسبب: { $detail }
event-whatsapp-asked = يجري فتح واتساب للرقم { $detail }.
event-whatsapp = فُتح في واتساب للرقم { $detail }. الإرسال بيد البائع، ولا نعرف هل أرسله.
event-whatsapp-failed = لم يُفتح واتساب ({ $detail }).
whatsapp-opened = فُتح في واتساب. الإرسال بيد البائع.
error-whatsapp-off = أوقف المالك استعمال واتساب. لم يُفتح شيء.
error-whatsapp-off-hint = اطبع الرمز أو أرسله برسالة نصية أو أظهره.
error-whatsapp-failed = العملية محفوظة. لم يُفتح واتساب على هذا الجهاز.
error-whatsapp-failed-hint = ثبّت واتساب أو متصفحًا، أو اطبع الرمز أو أرسله برسالة نصية أو أظهره.

## The page

settings-counter = طاولة البيع
settings-display = شاشة الزبون
settings-display-hint = نافذة ثانية باتجاه الزبون: السلة والإجمالي والحساب ورمز الدفع والباقي. تملأ الشاشة الثانية إن وُجدت.
drawer-open = فتح الدرج
drawer-title = فتح درج النقود دون عملية بيع
drawer-reason = ما السبب؟
drawer-reason-change = صرف نقود
drawer-reason-back = إرجاع مبلغ
drawer-reason-count = عد الدرج
drawer-note = يُسجَّل من فتحه ومتى ولماذا.
drawer-opened = الدرج مفتوح.
drawer-none = لا توجد طابعة موصولة بدرج.
help-drawer = فتح درج النقود
whatsapp = واتساب
whatsapp-busy = جار الفتح…
whatsapp-open = فتح
whatsapp-done = فُتح في واتساب:
whatsapp-send = اضغط إرسال هناك. لا يعرف الجهاز هل أُرسلت.
customer-code-show = إظهاره للزبون
customer-code-hide = إخفاؤه عن الزبون

## The customer's window

customer-welcome = أهلا وسهلا
customer-basket = مشترياتك
customer-check = هل كل شيء صحيح؟
customer-more = { $count ->
    [zero] ولا شيء آخر
    [one] وسطر آخر
    [two] وسطران آخران
    [few] و{ $count } أسطر أخرى
    [many] و{ $count } سطرًا آخر
   *[other] و{ $count } سطر آخر
}
customer-scan = امسح الرمز وادفع بهاتفك
customer-working = لحظة من فضلك
customer-working-text = طلبك قيد التنفيذ.
customer-looking = لحظة من فضلك
customer-looking-text = نتحقق من طلبك. لم يضع شيء.
customer-done = تم
customer-thanks = شكرًا لتسوقك معنا.
customer-part = تم تسليم جزء
customer-part-text = نعيد لك باقي المبلغ.
customer-refused = لم يُنفَّذ الطلب
customer-refused-text = نعيد لك المبلغ.
customer-cancelled = أُلغي الدفع
customer-cancelled-text = لم تشتر شيئًا.
customer-back = المبلغ المسترد
customer-change = الباقي لك
customer-code = صوّره الآن. يختفي بعد دقيقة.
