### The frame of the window: rail, lock, settings, help, notices.

app-name = رصيد
nav = الصفحات
nav-sell = بيع
nav-orders = الطلبات
nav-shift = الوردية
nav-attention = تنبيهات
nav-reports = التقارير
nav-settings = الإعدادات
nav-attention-count = { $count ->
    [zero] لا طلبات تنتظرك
    [one] طلب واحد ينتظرك
    [two] طلبان ينتظرانك
    [few] { $count } طلبات تنتظرك
    [many] { $count } طلبًا ينتظرك
   *[other] { $count } طلب ينتظرك
}
lock = قفل
theme-dark = ألوان داكنة
theme-light = ألوان فاتحة
language = اللغة
practice-band = وضع التدريب
practice-band-more = تدريب، لا قيمة له: لا مال حقيقي ولا بيع حقيقي

upstreams-ok = الكل متصل
upstreams-none = لا مزوّد
upstreams-more = و{ $count } غيرها
upstream-asking = لم يُسأل بعد

lock-title = أدخل رمز الدخول
lock-pin = رمز الدخول
lock-hint = من 4 إلى 8 أرقام ثم Enter.
lock-enter = فتح الجهاز
lock-basket-kept = السلة محفوظة.

close = إغلاق
back = رجوع
copy = نسخ
copied = نُسخ
copy-failed = تعذّر النسخ. حدّد النص واضغط Ctrl+C.
try-again = أعد المحاولة
loading = جار التحميل…
unexpected = حدث خلل داخل الجهاز.
unexpected-hint = لم يضع شيء. أعد المحاولة، وإن تكرر فأعد تشغيل البرنامج.

banner-attention = { $count ->
    [zero] لا طلبات تحتاج إلى انتباهك.
    [one] طلب واحد يحتاج إلى انتباهك.
    [two] طلبان يحتاجان إلى انتباهك.
    [few] { $count } طلبات تحتاج إلى انتباهك.
    [many] { $count } طلبًا يحتاج إلى انتباهك.
   *[other] { $count } طلب يحتاج إلى انتباهك.
}
banner-open = اعرضها الآن

settings = الإعدادات
settings-look = اللغة والألوان
settings-theme = الألوان
settings-shop = هذا المتجر
settings-shop-name = الاسم
settings-country = البلد
settings-currency = العملة
settings-printer = الطابعة
settings-no-printer = لم تُضبط طابعة
settings-clerk = البائع
settings-version = الإصدار
settings-upstreams = المزوّدون وبوابات الدفع
settings-sandbox = بيئة تجريبية
settings-more = يُضبط المزوّدون والمنتجات والأشخاص والطابعات في ملف الإعداد: raseed provision FILE.toml

role-clerk = بائع
role-manager = مدير
role-owner = مالك

help = المفاتيح
help-search = البحث أو المسح
help-phone = رقم الهاتف
help-pay = تحصيل
help-shift = الوردية، نهاية اليوم
help-reports = التقارير
help-waiting = عمليات قيد الانتظار
help-lock = قفل وتبديل البائع
help-help = هذه الصفحة
help-back = خطوة إلى الوراء
help-grid = من البحث إلى المنتجات
help-add = إضافة أول منتج في النتائج
help-quantity = زيادة أو إنقاص السطر الأخير
help-remove = حذف السطر الأخير
help-favourites = المفضّلة بأرقامها
help-pin = تثبيت منتج (أو Shift F10)
help-count = كتابة الكمية
help-hold = تعليق السلة
help-recall = استرجاع سلة معلّقة
help-orders = البحث عن طلب
help-clear = إفراغ السلة
help-tender = طرق الدفع، والرقم 1 للنقد
help-confirm = تأكيد، وفي صفحة النتيجة: بيع جديد
help-reprint = طباعة آخر إيصال مرة أخرى
help-print = طباعة
help-typing = الكتابة في أي مكان تذهب إلى البحث. ومسح الباركود يضيف المنتج من أي صفحة.

notice-added = أُضيف: { $name }
notice-barcode-unknown = لا منتج يحمل الباركود { $barcode }.
notice-barcode-busy = لم يُقبل المسح: أكمل هذه الخطوة أو ارجع عنها أولا.
notice-not-now = أنه هذه الخطوة أو ارجع منها أولا.
notice-not-sold = لا يمكن بيع { $name } الآن.
notice-attention = طلب يحتاج إلى قرار. لا تبعه مرة أخرى.
notice-dismiss = إخفاء

keeping-card = حفظ البيانات
band-backup-missed = النسخة الاحتياطية للمتجر لا تؤخذ. آخر نسخة سليمة { $time }. أخبر المالك.
band-backup-never = تعذّر أخذ نسخة احتياطية للمتجر حتى الآن. أخبر المالك.
band-wallet-low = في { $supplier } { $amount }: تكفي نحو { $hours ->
    [one] ساعة
    [two] ساعتين
    [few] { $hours } ساعات
   *[other] { $hours } ساعة
} في هذا الوقت من الأسبوع.
backup = النسخ الاحتياطية
backup-loading = ننظر في النسخ الاحتياطية…
backup-off = لا تؤخذ نسخ احتياطية
backup-missed = النسخة الاحتياطية لا تؤخذ
backup-none-yet = لم تؤخذ أول نسخة بعد
backup-good = أُخذت نسخة { $time }، كُتبت وفُحصت
backup-last-sale-at = آخر عملية بيع فيها { $time }.
backup-where = مكانها
backup-checked = الفحص
backup-checked-how = فُتحت بعد كتابتها وثبتت صحة سجلها، وعُدّت صفوفها: { $rows }
backup-opens = تُفتح
backup-portable = على أي حاسوب بعبارة المرور
backup-bound = على هذا الحاسوب فقط بمفتاحه
backup-bound-why = إن ضاع هذا الحاسوب ضاعت معه هذه النسخة. ضع عبارة مرور أدناه.
backup-working = نكتبها ثم نفتحها ونفحصها ونعدّها. البيع مستمر.
backup-now = خذ نسخة الآن
backup-owner = لا يغيّر هذا ولا يأخذ نسخة بيده إلا المالك.
backup-made = أُخذت النسخة وفُحصت.
backup-changed = تم الحفظ.
backup-plan = نسخة كل يوم
backup-folder = مجلد أو ذاكرة USB
backup-folder-hint = المسار كاملا. الأفضل ذاكرة أو حاسوب آخر: ما على هذا القرص يضيع معه. تركه فارغًا يوقف النسخ.
backup-days = أيام الاحتفاظ بكل نسخة
backup-phrase = عبارة المرور
backup-phrase-new = عبارة مرور جديدة (فارغة: تبقى كما هي)
backup-phrase-hint = تلزم للاستعادة على حاسوب آخر. اكتبها واحفظها خارج المتجر: لا يفتح النسخة أحد من دونها.
backup-save = حفظ
backup-runs = كيف سارت
backup-runs-none = لم تؤخذ نسخة بعد.
backup-run-ok = سليمة
backup-run-failed = فشلت
support = ملف للدعم الفني
support-lead = ما يحتاج أن يراه من يساعدك على الهاتف: ما لم يكتمل، وكيف تجيب الأجهزة والمزوّدون، والسجل. ليس فيه رموز ولا أرقام سرية ولا مفاتيح ولا أرقام هواتف.
support-folder = اكتبه في
support-do = اكتب الملف
support-working = نسأل الأجهزة والمزوّدين…
support-written = كُتب:
