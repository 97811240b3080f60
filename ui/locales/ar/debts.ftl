### The debt book: customers who buy on account, what they owe, and what they pay of it.

debts = دفتر الديون
debts-card = زبائن الحساب
debts-loading = نقرأ دفتر الديون…
debts-owed = للمتجر عند الزبائن
debts-search = ابحث بالاسم أو الهاتف
debts-list = الزبائن
debts-count = { $count ->
    [zero] لا زبائن
    [one] زبون واحد
    [two] زبونان
    [few] { $count } زبائن
    [many] { $count } زبونًا
   *[other] { $count } زبون
}
debts-none = لا أحد يشتري على الحساب بعد
debts-none-hint = أضف زبونًا باسمه وهاتفه، فيأخذ الآن ويدفع لاحقًا ضمن حدّه.
debts-none-found = لا زبون كهذا
debts-none-found-hint = جرّب جزءًا من الاسم أو آخر أرقام الهاتف.
debts-closed = لا بيع على الحساب
debts-closed-hint = يفتح المالك دفتر الديون عندما يحدد كم يجوز أن يكون على الزبون.
debts-closed-owing = دفتر الديون مغلق: لا بيع جديدًا على الحساب، والتسديد مفتوح.
debts-settled = لا شيء عليه
debts-credit = له { $amount }
debts-age-days_0_7 = حتى 7 أيام
debts-age-days_8_30 = من 8 إلى 30 يومًا
debts-age-days_31_90 = من 31 إلى 90 يومًا
debts-age-days_over_90 = أكثر من 90 يومًا

debts-book = كم يجوز أن يكون على الزبون؟
debts-book-lead = الحد المعتاد لكل من ليس له حد خاص. وبدونه لا يُباع شيء على الحساب.
debts-book-limit = الحد المعتاد
debts-book-open = افتح دفتر الديون
debts-book-save = حفظ
debts-book-close = أغلق الدفتر
debts-book-kept = الحد المعتاد للزبون { $amount }.
debts-book-closed = أُغلق دفتر الديون.

debts-add = إضافة زبون
debts-add-do = إضافة
debts-added = يستطيع { $name } الشراء على الحساب.
debts-name = الاسم
debts-phone = الهاتف
debts-phone-note = به يجده البائع، وإليه يُرسَل التذكير.
debts-limit = الحد
debts-limit-own = حد خاص
debts-limit-note = إن تُرك فارغًا فالحد المعتاد في المتجر.
debts-limit-change = الحد
debts-limit-title = كم يجوز أن يكون على { $name }؟
debts-limit-do = حفظ
debts-limit-kept = حُفظ الحد.
debts-owes = عليه
debts-room = يبقى له أن يشتري
debts-over = فوق الحد

debts-statement = حركة الحساب
debts-statement-none = لم يُبع له شيء على الحساب بعد.
debts-balance = الرصيد
debts-kind-sold = بيع
debts-kind-taken_off = خصم من الدين
debts-kind-repaid = تسديد
debts-kind-forgiven = مسامحة
debts-sale-open = طلبات هذا البيع
debts-sale = بيع على الحساب، { $at }
debts-sale-loading = نبحث عن الطلبات…

debts-repay = استلام دفعة
debts-repay-title = دفعة من { $name }
debts-repay-amount = المبلغ المستلَم نقدًا
debts-repay-all = كل ما عليه
debts-repay-do = استلام { $amount }
debts-repay-do-empty = استلام الدفعة
debts-repay-busy = نسجّلها…
debts-repay-shift = تدخل في درج النقود وتُعَد عند إقفال الوردية.
debts-repaid = استُلم { $amount }، والباقي عليه { $left }.
debts-repaid-slip = الدفعة مسجَّلة، ولم يُطبع إيصالها: { $why }

debts-forgive = مسامحة
debts-forgive-title = مسامحة { $name }
debts-forgive-lead = ما يُسامَح به لا يُطالَب به بعد ذلك. يُحفظ السبب واسمك.
debts-forgive-amount = المبلغ
debts-forgive-reason-lost = لا يمكن الوصول إليه
debts-forgive-reason-hardship = لا يستطيع الدفع
debts-forgive-reason-mistake = سُجّل خطأ
debts-forgive-do = مسامحة
debts-forgiven = سومح بمبلغ { $amount }.

debts-remind = تذكير
debts-remind-busy = نفتح واتساب…
debts-reminded = فُتح واتساب للرقم { $to }. اضغط إرسال هناك.

tender-debt = على الحساب
account-find = على حساب مَن؟
account-find-hint = الاسم أو الهاتف
account-none-hint = يضيفه المدير باسمه وهاتفه.
account-other = زبون آخر
account-before = عليه الآن
account-after = سيصبح عليه
account-limit = الحد
account-left = يبقى له أن يشتري
account-over = هذا يتجاوز حدّه { $limit }. يمر برمز دخول المدير.
account-over-own = هذا يتجاوز حدّه { $limit }. لك أن تسمح به.
account-over-what = بيع على حساب { $name } فوق الحد
confirm-account = سجّل { $amount } على الحساب ونفّذ
confirm-account-who = اختر صاحب الحساب
confirm-account-over = تجاوز الحد ونفّذ
result-account = على حساب { $name }
result-account-nobody = على الحساب
result-owes = أصبح عليه
