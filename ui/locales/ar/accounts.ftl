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

setup-steps = الخطوات
setup-step-language = اللغة
setup-step-shop = متجرك
setup-step-supplier = المزوّد
setup-step-goods = ما ستبيعه
setup-step-printer = الطابعة
setup-step-owner = رمز دخول المالك
setup-kept = كل جواب يُحفظ فورًا. يمكنك إغلاق النافذة والمتابعة لاحقًا.
setup-next = التالي
setup-later = لاحقًا
setup-busy = لحظة…
setup-language-lead = اختر لغة هذا الجهاز. يمكن تغييرها في أي وقت.
setup-shop = متجرك
setup-shop-lead = الاسم يظهر على كل وصل، والزبائن يدفعون بهذه العملة.
setup-shop-name = اسم المتجر
setup-shop-phone = هاتف المتجر (يمكن تركه فارغًا)
setup-shop-phone-note = يُعطى للمزوّد الذي يطلب رقم هاتف حين لا يعطي الزبون رقمه.
setup-for = لأي غرض هذا الجهاز؟
setup-for-real = للبيع
setup-for-real-note = بمفتاح مزوّد ومال حقيقي.
setup-for-practice = للتدريب
setup-for-practice-note = متجر للتعلّم: لا يُشترى شيء، والوصولات تحمل كلمة «تدريب». يبقى جهاز تدريب دائمًا.
setup-for-fixed = اختير هذا مرة واحدة ولا يتغير.
setup-supplier = مزوّد واحد
setup-supplier-lead = نجرّب المفتاح فورًا. يمكن إضافة مزوّدين آخرين لاحقًا.
setup-supplier-kind = المزوّد
setup-supplier-environment = الحساب
setup-supplier-production = مال حقيقي
setup-supplier-sandbox = حساب المزوّد التجريبي
setup-supplier-address = العنوان كما أعطاه المزوّد
setup-supplier-agent = رقم الوكيل
setup-supplier-rate = كم { $own } يساوي 1 { $wallet }؟
setup-supplier-try = جرّب المفتاح
setup-supplier-ok = المفتاح يعمل. الرصيد: { $balance }
setup-goods = ما ستبيعه
setup-goods-lead = هذه منتجات مزوّدك.
setup-goods-lead-hand = لا قائمة منتجات تُجلب من هذا المزوّد. اكتب أول منتج، ويمكن لملف أن يضيف الكثير لاحقًا.
setup-goods-item = رقم المنتج عند المزوّد
setup-goods-kind = نوعه
setup-goods-voucher = رمز على وصل
setup-goods-topup = شحن مباشر
setup-goods-name = اسم المنتج
setup-goods-price = سعر البيع بعملة { $currency }
setup-goods-add = أضف المنتج
setup-goods-fetching = نجلب المنتجات…
setup-goods-prices = إلى أن تحدد أسعارك، سعر المنتج هو سعر المزوّد بسعر صرفك.
setup-printer = طابعة الوصولات
setup-printer-lead = نطبع وصلًا تجريبيًا فورًا.
setup-printer-kind = طريقة التوصيل
setup-printer-paper = الورق
setup-printer-at-escpos-tcp = عنوانها في شبكتك
setup-printer-at-escpos-device = جهازها
setup-printer-at-cups-raw = اسم طابورها في CUPS
setup-printer-at-windows-raw = اسمها في Windows
setup-printer-at-pdf = مجلد الوصولات
setup-printer-try = اطبع وصلًا تجريبيًا
setup-printer-skip = بلا طابعة الآن
setup-owner = المالك
setup-owner-lead = من الآن يُفتح الجهاز برمز دخول. اختر رمزًا لا تستخدمه في مكان آخر.
setup-owner-name = اسمك
setup-owner-pin = رمز الدخول، من 4 إلى 8 أرقام
setup-owner-again = الرمز نفسه مرة أخرى
setup-owner-note = لا أحد يستطيع قراءته بعد الآن. اكتبه في مكان آمن.
setup-owner-differ = الرمزان غير متطابقين.
setup-finish = ابدأ البيع
