### The accounts at suppliers and processors, and setting a till up for the first time.

accounts = المزوّدون وبوابات الدفع
accounts-open = المزوّدون وبوابات الدفع
accounts-none = لا مزوّد بعد
accounts-none-hint = يضيفه المالك بملف الإعداد.
accounts-owner-only = تغيير المفاتيح للمالك فقط.
account-kind-palcards = PalCards
account-kind-plexy = Plexy
account-kind-cardpluspay = CardPlusPay
account-kind-payerly = Payerly · صفحة دفع
account-kind-mpg = MPG · إدخال البطاقة يدويًا
account-testing = نسأله الآن…
account-balance = الرصيد
account-other-wallet = محفظة أخرى
account-wallet-currency = المحفظة المستخدمة
account-currency = عملة التحصيل
account-currency-any = حسب الحساب
account-answered = آخر رد
account-not-yet = لا رد بعد
account-address = العنوان
account-key = المفتاح
account-test = اختبار الآن
account-change-key = تغيير المفتاح

catalogue = المنتجات
catalogue-products = { $count ->
    [zero] لا منتجات للبيع
    [one] منتج واحد للبيع
    [two] منتجان للبيع
    [few] { $count } منتجات للبيع
    [many] { $count } منتجًا للبيع
   *[other] { $count } منتج للبيع
}
catalogue-none = لا قائمة تُجلب: المنتجات من ملف المتجر.
catalogue-at = جُلبت
catalogue-never = لم تُجلب بعد
catalogue-sync = جلب المنتجات الآن
catalogue-reading = قُرئ { $count }…
catalogue-stop = إيقاف
catalogue-stopped = أُوقف الجلب ولم يتغير شيء.
catalogue-synced = تم الجلب: جديد { $added }، مُعدّل { $changed }، محذوف { $removed }.

key-title = مفتاح جديد لحساب { $account }
key-now = المستخدم الآن:
key-new = المفتاح الجديد
key-note = انسخه من لوحة المزوّد. نجرّبه أولًا ثم نحفظه مختومًا ولا نعرضه مرة أخرى.
key-try = جرّب واحفظ
key-trying = نجرّب المفتاح…
key-kept = المفتاح الجديد قيد الاستخدام.
key-old-stays = ما زال المفتاح القديم مستخدمًا.
key-anyway = احفظه رغم ذلك
