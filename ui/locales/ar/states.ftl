### The states of an order and of a sale: the only words ever shown for them.

state-prepared = لم يُرسل بعد
state-waiting = قيد التنفيذ
state-unknown = قيد التحقق
state-needs_attention = يحتاج إلى قرارك
state-delivered = تم التسليم
state-refused = لم يُنفَّذ ولم يُخصم شيء
state-refunded = استرجعه المزوّد
state-partly_delivered = تم تسليم جزء
state-cancelled = أُلغي

tell-prepared = سُجّل الطلب ولم يخرج شيء من هذا الجهاز بعد.
tell-waiting = أُرسل الطلب. بانتظار المزوّد ({ $time }). يمكنك خدمة الزبون التالي.
tell-unknown = لم يصل الرد بعد، ونحن نتحقق ({ $time }).
tell-unknown-warning = لا تبعه مرة أخرى ولا تُرجع المال.
tell-needs_attention = لم نجد جوابًا مؤكدًا. القرار للمدير، والطلب في صفحة «تنبيهات».
tell-delivered-code = سلّم الزبون الرمز.
tell-delivered-topup = وصل الرصيد إلى الزبون. لا شيء آخر مطلوب.
tell-refused-cash = لم يُنفَّذ الطلب ولم يخصم المزوّد شيئًا. أعِد للزبون { $amount } أو اختر منتجًا آخر.
tell-refused-card = لم يُنفَّذ الطلب. يُعاد مبلغ البطاقة تلقائيًا. لا تُعط نقدًا.
tell-refused-debt = لم يُنفَّذ الطلب وخُصم من حساب الزبون. لا تُعط نقدًا.
tell-refunded = استرجع المزوّد الطلب. اسأل المدير عن مال الزبون.
tell-partly_delivered = سُلِّم { $n } من { $total }. سلّم المتوفر وأعِد للزبون { $amount }.
tell-partly_delivered-card = سُلِّم { $n } من { $total }. سلّم المتوفر. يُعاد الباقي إلى البطاقة تلقائيًا. لا تُعط نقدًا.
tell-partly_delivered-debt = سُلِّم { $n } من { $total }. سلّم المتوفر. خُصم الباقي من حساب الزبون. لا تُعط نقدًا.
tell-cancelled = أُلغي قبل شراء أي شيء.

## كيف يرد المزوّد أو بوابة الدفع، بكلمة.

upstream-ok = متصل
upstream-slow = بطيء
upstream-down = لا يرد
upstream-out_of_money = نفد الرصيد
upstream-address_changed = تغيّر عنوان الإنترنت
upstream-wrong_key = مفتاح خاطئ
upstream-clock_wrong = الساعة خاطئة
