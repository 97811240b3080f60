### Orders, attention, and the story of one order.

orders = الطلبات
orders-search = البحث في الطلبات
orders-search-placeholder = هاتف أو مرجع أو منتج أو آخر أربع خانات من الرمز
orders-states = أي طلبات
orders-all = الكل
orders-none = لا طلبات بعد
orders-none-hint = كل ما يُباع على هذا الجهاز يظهر هنا.
orders-none-found = لا طلب مطابق
orders-none-found-hint = ابحث برقم هاتف أو مرجع أو منتج أو آخر أربع خانات من الرمز.
orders-more = طلبات أقدم
column-time = الوقت
column-product = المنتج
column-customer = الزبون
column-amount = المبلغ
column-state = الحالة

attention = يحتاج إلى انتباه
attention-lead = طلبات بلا جواب مؤكد. لا تبعها مرة أخرى قبل اتخاذ القرار.
attention-none = لا شيء ينتظرك
attention-none-hint = لكل طلب جواب مؤكد، أو ما زلنا نتابعه تلقائيًا.
attention-decide = يواصل الجهاز سؤال المزوّد بنفسه ثلاثة أيام. اتصل بالمزوّد واذكر مرجعنا أدناه. اتخاذ القرار هنا يأتي في إصدار لاحق.

order-number = رقم الطلب
order-reference = مرجعنا
order-supplier = المزوّد
order-supplier-order = رقم الطلب لدى المزوّد
order-supplier-state = حالته لدى المزوّد
order-created = وقت البيع
order-finished = وقت الانتهاء
order-phone = الهاتف
order-price = السعر
order-copies = طُبع أو أُرسل
order-copies-count = { $count ->
    [0] لم يُطبع
    [one] مرة واحدة
    [two] مرتين
    [few] { $count } مرات
   *[other] { $count } مرة
}
order-story = ما الذي حدث

code-label-code = الرمز
code-label-pin = الرقم السري
code-label-serial = الرقم التسلسلي
code-label-url = الرابط
code-label-expiry = صالح حتى
code-show = إظهار
code-hide = إخفاء
code-scam = لن يطلب منك أي موظف من المزوّد قراءة الرمز.
print = طباعة
print-busy = جارٍ الطباعة…
print-done = طُبع
print-failed = العملية محفوظة. لم تتم الطباعة.
