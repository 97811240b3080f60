### What was sold: the owner's dashboard.

reports = التقارير
reports-period = الفترة
reports-today = اليوم
reports-yesterday = أمس
reports-week = 7 أيام
reports-month = هذا الشهر
reports-custom = من … إلى
reports-from = من
reports-to = إلى
reports-loading = جار قراءة التقرير
reports-none = لا مبيعات في هذه الفترة
reports-none-hint = اختر فترة أخرى من الأعلى.
reports-clerk = المبالغ تظهر للمدير فقط.
reports-others = المبيعات بعملة { $currencies } غير محسوبة هنا.
reports-net = صافي المبيعات
reports-tax = الضريبة
reports-untaxed = { $amount } بلا ضريبة
reports-without-tax = بلا ضريبة
reports-rate = النسبة
reports-by-tax = الضريبة المستحقة
reports-margin = الربح
reports-cost = التكلفة
reports-delivered = تم التسليم
reports-refused = لم يُسلَّم
reports-open = قيد التحقق
reports-returned = أُعيد ثمنه
reports-of-refunded = بعد إعادة { $amount }
reports-uncosted = { $count ->
    [zero] دون طلبات غير معروفة التكلفة
    [one] دون طلب واحد تكلفته غير معروفة
    [two] دون طلبين تكلفتهما غير معروفة
    [few] دون { $count } طلبات تكلفتها غير معروفة
    [many] دون { $count } طلبًا تكلفتها غير معروفة
   *[other] دون { $count } طلب تكلفتها غير معروفة
}
reports-name = الاسم
reports-nobody = بلا اسم
reports-by-day = حسب اليوم
reports-by-hour = حسب ساعات اليوم
reports-by-product = المنتجات
reports-by-supplier = المزوّدون
reports-by-clerk = البائعون
reports-bar = { $tick } · { $amount } · { $count ->
    [zero] لم يُسلَّم شيء
    [one] سُلّم طلب واحد
    [two] سُلّم طلبان
    [few] سُلّمت { $count } طلبات
    [many] سُلّم { $count } طلبًا
   *[other] سُلّم { $count } طلب
}
reports-orders-of = الطلبات: { $what }
reports-all = عرض الكل ({ $count })
reports-fewer = عرض أقل
reports-wallets = أرصدة المحافظ مع الوقت
reports-wallet-least = أدنى رصيد:
reports-wallet-table = أرصدة { $supplier }
reports-saved = حُفظ في: { $path }
