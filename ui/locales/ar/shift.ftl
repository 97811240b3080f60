### وردية الدرج.

shift = الوردية
shift-lead-closed = عُدّ ما في الدرج وافتح وردية. ما بيع قبلها يُحسب فيها أيضًا.
shift-lead-open = الوردية { $number } مفتوحة.
shift-open-title = فتح الوردية
shift-open-hint = عُدّ ما في الدرج الآن: هذا هو رصيد الدرج الافتتاحي.
shift-open-do = افتح الوردية
shift-pieces = الأوراق والقطع النقدية
shift-piece = عدد فئة { $worth }
shift-total = في الدرج، { $currency }
shift-total-hint = عُدّ في الأعلى، أو اكتب المجموع.

shift-since = مفتوحة منذ
shift-by = فتحها
shift-length = المدة
shift-float = رصيد الدرج الافتتاحي
shift-sales = عمليات البيع
shift-units = البطاقات والشحن
shift-unfinished = قيد التحقق
shift-not-handed = لم تُطبع ولم تُرسل
shift-blind = ما يجب أن يكون في الدرج يظهر بعد عدّه.
shift-drawer = درج النقود، { $currency }
shift-about = هذه الوردية
shift-float-of = رصيد الدرج الافتتاحي، { $currency }
shift-cash-sales = نقد المبيعات
shift-cash-back = نقد أُعيد للزبائن
shift-pay-ins = إضافة إلى الدرج
shift-pay-outs = سحب من الدرج
shift-expected = المتوقع
shift-counted = المعدود
shift-tenders = المدفوعات
shift-cash = نقدًا
shift-net = صافي المبيعات
shift-profit = الربح
shift-payments = الإضافات والسحوبات
shift-payments-none = لا شيء حتى الآن

shift-pay-in = إضافة إلى الدرج
shift-pay-out = سحب من الدرج
shift-print-x = طباعة X
shift-close = إقفال الوردية

shift-pay-in-title = إضافة نقد إلى الدرج
shift-pay-out-title = سحب نقد من الدرج
shift-pay-amount = المبلغ
shift-pay-currency = العملة
shift-pay-reason = السبب
shift-pay-reason-missing = اكتب السبب.
shift-pay-in-do = أضف
shift-pay-out-do = اسحب
shift-reason-change = فكّة من البنك
shift-reason-safe = إلى الخزنة
shift-reason-supplies = مشتريات للمحل
shift-reason-deposit = إيداع عند مزوّد
shift-paid = سُجّلت الحركة.

shift-close-title = إقفال الوردية
shift-close-hint = عُدّ كل ما في الدرج مع الرصيد الافتتاحي. يظهر المتوقع بعد العدّ.
shift-close-unfinished = { $count ->
    [one] طلب واحد لم ينتهِ. نواصل متابعته، وتظهر نهايته في تقرير لاحق.
    [two] طلبان لم ينتهيا. نواصل متابعتهما، وتظهر نهايتهما في تقرير لاحق.
    [few] { $count } طلبات لم تنتهِ. نواصل متابعتها، وتظهر نهايتها في تقرير لاحق.
   *[other] { $count } طلبًا لم تنتهِ. نواصل متابعتها، وتظهر نهايتها في تقرير لاحق.
}
shift-note = ملاحظة
shift-note-hint = فقط إذا كنت تعرف سببًا لفرق.
shift-close-do = أقفل وأصدر تقرير Z

shift-closed = أُقفلت الوردية { $number }
shift-exact = الحساب مطابق.
shift-exact-why = المعدود يساوي المتوقع.
shift-over = زيادة { $amount }
shift-over-why = في الدرج أكثر من المتوقع. غالبًا أُعطي باقٍ أقل من اللازم، أو لم تُسجَّل إضافة.
shift-short = عجز { $amount }
shift-short-why = في الدرج أقل من المتوقع. غالبًا أُعطي باقٍ أكثر من اللازم، أو لم يُسجَّل سحب.
shift-wallets-exact = كل محفظة أجاب مزوّدها مطابقة.
shift-wallet-differs = { $supplier }: بين ما يقوله المزوّد والمتوقع فرق { $amount } { $currency }. قد يكون إيداعًا أو جهازًا آخر على الحساب نفسه.
shift-print-z = طباعة Z
shift-print-again = إعادة طباعة
shift-printed = أُرسل إلى الطابعة.
shift-done = الوردية التالية

shift-past = تقارير سابقة
shift-past-none = لا تقارير بعد
shift-past-clerk = يرى المدير التقارير السابقة.
shift-z = تقرير Z رقم { $number }
shift-more = الأقدم
