# الأخطاء: ماذا حدث وهل خُصم مال؛ والسطر -hint يقول ما العمل الآن.

error-bad-usage = { $what }
error-bad-usage-hint = شغّل raseed --help لعرض الأوامر. لم يُنفَّذ شيء.
error-provisioning-invalid = { $what }
error-provisioning-invalid-hint = صحّح الملف ثم أعد provision. لم يُطبَّق منه شيء.
error-practice-fixed = أُعد هذا الجهاز بالقيمة practice = { $what } وهي لا تتغيّر.
error-practice-fixed-hint = استخدم مجلد بيانات آخر للنوع الآخر. لم يُطبَّق من الملف شيء.
error-already-set-up = هذا الجهاز مُعد من قبل. لم يتغير شيء.
error-already-set-up-hint = أغلق النافذة وافتحها من جديد.
error-simulator-failed = تعذّر تشغيل مزوّدي التدريب على هذا الجهاز: { $what }.
error-simulator-failed-hint = أغلق أجهزة التدريب الأخرى ثم حاول مرة أخرى.
error-not-provisioned = لا يوجد متجر مُعد في مجلد البيانات هذا.
error-not-provisioned-hint = شغّل أولا raseed provision FILE.toml.
error-unknown-product = لا يوجد منتج { $what }. لم يُشتر شيء.
error-unknown-product-hint = ابحث عنه بالأمر raseed catalog list --query.
error-product-inactive = المنتج { $what } لم يعد يُباع. لم يُشتر شيء.
error-product-inactive-hint = اختر منتجًا آخر.
error-unknown-order = { $about ->
    [order] { $what } رقم طلب، والمطلوب رقم عملية البيع. عمليته { $instead }. لم يُنفَّذ شيء.
    [sale] { $what } رقم عملية بيع، والمطلوب رقم طلب. طلباتها: { $instead }. لم يُنفَّذ شيء.
   *[none] لا يوجد طلب أو عملية بيع { $what }.
}
error-unknown-order-hint = { $about ->
    [order] أعِد الأمر بالرقم { $instead }.
    [sale] أعِد الأمر برقم الطلب المقصود: { $instead }.
   *[none] ابحث عنه في الطلبات.
}
error-unknown-printer = لا توجد طابعة { $what }. لم يُطبع شيء.
error-unknown-printer-hint = أضف [[printer]] إلى ملف الإعداد.
error-print-under-way = ما زال الإيصال في طريقه إلى { $what }. لم يُطبع شيء من جديد.
error-print-under-way-hint = انتظر لحظة وانظر إلى الورق. إن لم يخرج الإيصال فاطبع من جديد.
error-too-many-held = هناك خمسون سلة معلّقة بالفعل. تبقى هذه على الطاولة ولم يُبَع شيء.
error-too-many-held-hint = استرجع واحدة ثم بِعها أو أفرغها.
error-basket-not-held = لم تعد هذه السلة معلّقة. لم يُبَع شيء.
error-basket-not-held-hint = افتح قائمة السلال المعلّقة من جديد.
error-logo-invalid = هذا ليس ملف PNG لا يزيد على 1 ميغابايت و4000 نقطة لكل جانب. لم يتغير الشعار.
error-logo-invalid-hint = احفظ الشعار ملف PNG أصغر بالأسود على أبيض أو على خلفية شفافة، ثم اختره من جديد.
error-slip-design-invalid = لا يمكن أن تكون الإيصالات هكذا. لم يتغير شيء.
error-slip-design-invalid-hint = النص 600 حرف و12 سطرًا على الأكثر، والورق من 128 إلى 2048 نقطة، وورق A4 لملفات PDF فقط.
error-sync-under-way = يجري جلب قائمة المنتجات الآن.
error-sync-under-way-hint = انتظر حتى ينتهي أو أوقفه.
error-key-missing = لم يُكتب أي مفتاح. المفتاح القديم ما زال مستخدمًا.
error-key-missing-hint = انسخ المفتاح من لوحة المزوّد والصقه هنا.
error-unknown-supplier = لا يوجد مزوّد { $what }.
error-unknown-supplier-hint = أضف [[supplier]] إلى ملف الإعداد.
error-unknown-tender = لا توجد طريقة دفع باسم { $what }. لم يُشتر شيء.
error-unknown-tender-hint = استخدم cash أو معرّف بوابة دفع.
error-card-needed = يحتاج { $what } إلى بطاقة. لم يُخصم شيء ولم يُشتر شيء.
error-card-needed-hint = استخدم --card-stdin وأعط البطاقة كائن JSON واحدًا على stdin.
error-card-not-taken = لا يقبل { $what } بطاقة مكتوبة باليد. لم يُخصم شيء ولم يُشتر شيء.
error-card-not-taken-hint = استخدم طريقة دفع أخرى. يستطيع المالك تفعيل الإدخال بـ keyed_entry = true؛ ويشرح docs/security.md معنى ذلك.
error-card-invalid = لا يمكن استخدام البطاقة: { $what } غير صحيح. لم يُخصم شيء ولم يُشتر شيء.
error-card-invalid-hint = راجعها مع الزبون. المطلوب كائن واحد فيه number وmonth وyear وsecurity_code وربما holder.
error-rate-missing = لا يوجد للمتجر سعر صرف { $what }. لم يُخصم شيء ولم يُشتر شيء.
error-rate-missing-hint = أضف [[rate]] بين العملتين إلى ملف الإعداد.
error-tender-too-small = المبلغ { $amount } أقل مما تقبله طريقة الدفع هذه ({ $least }). لم يُخصم شيء ولم يُشتر شيء.
error-tender-too-small-hint = خذ ثمنه نقدًا.
error-nothing-to-refund = { $what ->
    [paid] لا شيء لإرجاعه: ثمن ما لم يُنفَّذ عاد إلى الزبون فور رفض المزوّد. لم يتغيّر شيء.
    [refunded] لا شيء لإرجاعه: أُرجع مال الزبون من قبل. لم يتغيّر شيء.
    [voided] لا شيء لإرجاعه: أُلغي الحجز على البطاقة. لم يتغيّر شيء.
    [failed] لا شيء لإرجاعه: لم يُخصم من الزبون شيء. لم يتغيّر شيء.
    [expired] لا شيء لإرجاعه: لم يدفع الزبون. لم يتغيّر شيء.
   *[other] لا شيء لإرجاعه: حالة مال الزبون { $what }. لم يتغيّر شيء.
}
error-nothing-to-refund-hint = { $what ->
    [paid] إن دفع الزبون نقدًا ولم يستلم ماله بعد فأعِده إليه الآن. مبلغ البطاقة يعود تلقائيًا، والدين خُصم من حسابه.
   *[other] انظر إلى العملية في الطلبات.
}
error-nothing-to-cancel = لا توجد دفعة مفتوحة لإلغائها ({ $what }). لم يتغيّر شيء.
error-nothing-to-cancel-hint = انظر إلى العملية: ربما دفع الزبون الآن.
error-pay-page-elsewhere = نافذة أخرى أو برنامج آخر من هذا الجهاز ينتظر هذه الدفعة. لم يتغيّر شيء.
error-pay-page-elsewhere-hint = ألغِها هناك، أو انتظر حتى ينتهي وقتها.
error-cancel-under-way = بوابة الدفع بطيئة في الجواب. يجري إلغاء الدفعة، ولا يُشترى شيء إلا إن كان الزبون قد دفع.
error-cancel-under-way-hint = انتظر لحظة ثم انظر إلى العملية مرة أخرى.
error-refund-too-early = قد يُسلَّم بعد: حالة أحد الطلبات { $what }. لم يُرجع شيء.
error-refund-too-early-hint = شغّل raseed recover أولا أو قرّر في الطلب. يستطيع المالك تحمّل المخاطرة بـ --owner-risk.
error-refund-refused = بوابة الدفع لا تُرجع المبلغ: { $what }. المال ما زال عند المتجر.
error-refund-refused-hint = اسأل دعم البوابة، أو أرجِع نقدًا ودع المالك يسجّله بـ --owner-risk.
error-owner-needed = { $about ->
    [rule] بحسب جدول الاسترداد في هذا المتجر يُرجع المالك وحده هذا المبلغ، لا { $what }. لم يُرجع شيء.
   *[risk] المالك وحده يتحمّل هذه المخاطرة، لا { $what }. لم يُرجع شيء.
}
error-owner-needed-hint = اطلب من المالك.
error-quantity-invalid = الكمية من 1 إلى 100. لم يُشتر شيء.
error-quantity-invalid-hint = صحّح الكمية.
error-amount-invalid = { $about ->
    [price] لا يصلح { $what } لسعر. لم يتغيّر شيء.
    [booked] لا يمكن استخدام هذا المبلغ: { $what }. لم يُسجَّل شيء.
   *[sale] لا يمكن استخدام هذا المبلغ: { $what }. لم يُشتر شيء.
}
error-amount-invalid-hint = { $about ->
    [price] السعر أكبر من الصفر، وبعدد المنازل العشرية لعملة المتجر لا أكثر، مثل 9.50. والنسبة رقم مثل 12.5.
    [booked] المبالغ أرقام عشرية مثل 9.50، بعدد منازل عملتها لا أكثر.
   *[sale] المبالغ أرقام عشرية مثل 9.50، وللمنتجات مفتوحة القيمة فقط.
}
error-field-missing = الحقل { $what } ناقص. لم يُشتر شيء.
error-field-missing-hint = اطلبه من الزبون.
error-field-invalid = الحقل { $what } غير صحيح. لم يُشتر شيء.
error-field-invalid-hint = راجعه مع الزبون رقمًا رقمًا.
error-field-twice = ذُكر الحقل { $what } أكثر من مرة. لم يُشتر شيء.
error-field-twice-hint = اذكر كل حقل مرة واحدة في --field، فلا يُعرف أيها المقصود.
error-field-unknown = لا يوجد لهذا المنتج حقل { $what }. لم يُشتر شيء.
error-field-unknown-hint = احذفه.
error-phone-invalid = هذا ليس رقم هاتف. لم يُشتر شيء.
error-phone-invalid-hint = اكتب الرقم كما يقوله الزبون، مثل 0599 123 456.
error-phone-missing = يطلب { $what } رقم هاتف. لم يُشتر شيء.
error-phone-missing-hint = اكتب رقم الزبون. للبطاقات يكفي رقم المتجر من ملف الإعداد، أما الشحن الذي لا حساب آخر له فيصل إلى الرقم المكتوب نفسه.
error-price-missing = لا يوجد سعر للمنتج { $what }. لم يُشتر شيء.
error-price-missing-hint = ضع له سعرًا، أو تكلفة مع [[rate]] إلى عملة المتجر. وقد تحتاج قاعدته إلى قيمة اسمية أو تكلفة غير معروفة.
error-refund-rule-invalid = لا يمكن استخدام شروط الاسترداد هذه.
error-refund-rule-invalid-hint = حدّد لِمَن هي، ومدة من ساعة إلى سنة، أو اتركها بلا مدة.
error-proof-missing = يطلب جدول الاسترداد إثباتًا، ولم يُرجَع أي مبلغ.
error-proof-missing-hint = اذكر ما رأيته: الإيصال، أو جواب المزوّد.
error-price-rule-invalid = لا يمكن استخدام قاعدة السعر هذه: { $what }.
error-price-rule-invalid-hint = حدّد لِمَن هي، ونسبة من 0 إلى 1000 أو مبلغًا، وقرّب إلى ما يمكن دفعه بالعملة مثل 0.5.
error-tax-rate-invalid = لا يمكن استخدام نسبة الضريبة هذه: { $what }. لم يتغير شيء.
error-tax-rate-invalid-hint = اكتب نسبة من 0 إلى 100، وحدّد لِمَن هي: للكل أو لمزوّد أو علامة أو منتج. الاسم والرقم 40 حرفًا على الأكثر.
error-received-too-little = المستلَم { $received } والمطلوب { $total }. لم يُشتر شيء.
error-received-too-little-hint = خذ الباقي من الزبون.
error-request-id-reused = استُخدم معرّف الطلب هذا لعملية أخرى. لم يُشتر شيء.
error-request-id-reused-hint = استخدم معرّفًا جديدًا لبيع جديد، أو كرّر الطلب الأول كما هو.
error-nothing-to-see = لا شيء من هذا النوع ينتظر أحدًا في هذا الطلب. لم يتغير شيء.
error-nothing-to-see-hint = شغّل raseed attention list لترى ما ينتظرك.
error-nothing-to-print = لا يوجد لهذا الطلب رمز لتسليمه.
error-nothing-to-print-hint = تُطبع الطلبات المسلَّمة فقط.
error-no-decision-needed = لا قرار مطلوب في هذا الطلب: حالته { $what }. لم يتغير شيء.
error-no-decision-needed-hint = القرار ممكن فقط لطلب يحتاج إلى قرارك. انظر إليه بالأمر raseed order.
error-candidate-needed = قد يكون هذا الطلب واحدًا من طلبات عند المزوّد: { $what }. لم يتغير شيء.
error-candidate-needed-hint = قارنها في لوحة المزوّد ثم سم واحدًا منها بـ --provider-order.
error-candidate-wrong = لا يمكن أن يكون طلب المزوّد { $what } هو هذا الطلب: يخص عملية أخرى أو لم يُسلَّم. لم يتغير شيء.
error-period-invalid = هذه ليست أيامًا مرتّبة: { $what }. لم يُنفَّذ شيء.
error-period-invalid-hint = اكتب يومين بصيغة YYYY-MM-DD، الأقدم أولا، وبما لا يزيد عن 400 يوم.
error-shift-open = الوردية { $what } مفتوحة بالفعل. لم يُنفَّذ شيء.
error-shift-open-hint = أقفلها أولا: raseed shift close --counted AMOUNT. والأمر raseed shift x يعرضها.
error-no-shift = لا توجد وردية مفتوحة. لم يُنفَّذ شيء.
error-shelf-full = يتسع مخزون المتجر من هذا المنتج لعدد { $what } فقط. لم يُشتر شيء.
error-shelf-full-hint = اشتر أقل، أو ارفع الحد. الطلبات التي ما زالت قيد التحقق محسوبة أيضًا.
error-not-for-shelf = لا يمكن شراء { $what } مسبقًا. لم يُشتر شيء.
error-not-for-shelf-hint = لا يُخزَّن إلا ما له قيمة واحدة من البطاقات ولا يحتاج بيانات من الزبون.
error-code-on-shelf = اشتُري هذا الرمز لمخزون المتجر وهو مختوم. لم يظهر شيء.
error-code-on-shelf-hint = لا يُسلَّم إلا مع عملية بيع عندما يتعذر الوصول إلى المزوّد.
error-no-shift-hint = عُد ما في الدرج وافتح وردية: raseed shift open --float AMOUNT.
error-unknown-debtor = لا يوجد هذا الزبون في دفتر الديون. لم يُنفَّذ شيء.
error-unknown-debtor-hint = ابحث عنه في دفتر الديون، ويضيف المدير الزبون هناك. وفي سطر الأوامر: raseed debt list و raseed debt add NAME PHONE.
error-debtor-missing = البيع على الحساب يحتاج إلى زبون يُسجَّل عليه. لم يُبع شيء.
error-debtor-missing-hint = اختر الزبون من دفتر الديون، وفي سطر الأوامر: ‎--debtor مع رقمه أو هاتفه.
error-debtor-taken = صاحب هذا الهاتف موجود في دفتر الديون. لم يُضَف أحد.
error-debtor-taken-hint = ابحث عنه برقم هاتفه.
error-debt-book-closed = لا بيع على الحساب في هذا المتجر بعد. لم يُبع شيء.
error-debt-book-closed-hint = خذ نقدًا أو بطاقة. يفتح المالك دفتر الديون عندما يحدد كم يجوز أن يكون على الزبون.
error-debt-limit = على الزبون { $owed } وحدّه { $limit }، وهذا يتجاوزه. لم يُبع شيء.
error-debt-limit-hint = خذ منه دفعة أولا، أو بِع أقل، أو اطلب موافقة المدير.
error-debt-currency = حساب هذا الزبون بعملة { $what }. لم يُبع شيء.
error-debt-currency-hint = خذ نقدًا أو بطاقة. يمكن تسديد الحساب ولا يُزاد عليه.
error-debt-amount-invalid = لا يمكن تسديد { $amount }: المبلغ المستحق { $owed }. لم يُسجَّل شيء.
error-debt-amount-invalid-hint = أدخل مبلغًا أكبر من صفر ولا يزيد على المستحق.
error-nothing-owed = لا دين على هذا الزبون. لم يُذكَّر أحد.
error-nothing-owed-hint = انظر في حسابه مرة أخرى.
error-debt-owed = ما زال على صاحب هذا الرقم { $what }. لم يُمح شيء.
error-debt-owed-hint = خذ ما عليه، أو ليسامحه المالك به، ثم امح الرقم.
error-debt-credit = ما زال لصاحب هذا الرقم { $what } على المتجر. لم يُمح شيء.
error-debt-credit-hint = ادفع له ما له من الدرج أولا (الوردية، سحب من الدرج، أو raseed shift pay-out)، ثم يمحو المالك الرقم: raseed customer erase NUMBER --credit-paid-out.
error-wallet-short = في { $supplier } { $balance } وهذا يحتاج { $needed }. لم يُبع شيء ولم يُخصم شيء.
error-wallet-short-hint = أخبر المالك ليودع في المحفظة. لا تأخذ مالا قبل ذلك، أو بِع أقل.
error-stray-unknown = لا شيء يُقال عن طلب المزوّد { $what }. لم يتغير شيء.
error-stray-unknown-hint = يعرض raseed wallet --reconcile الطلبات المسؤول عنها. ربما أجاب عنها أحد من قبل.
error-booking-invalid = ما يُقيَّد على المحفظة يحتاج مبلغًا غير الصفر وسببًا. لم يُقيَّد شيء.
error-booking-invalid-hint = اكتب كم أُودع وكيف: رقم الحوالة أو اسم من دفع.
error-not-imported = بيع الطلب { $what } من هذا الجهاز، فسعره هو ما دُفع. لم يتغير شيء.
error-not-imported-hint = لا يُجهل ما دفعه الزبون إلا في الطلبات التي وُجدت بعد الاستعادة.
error-cash-invalid = لا يُعد { $what } في درج النقود. لم يُنفَّذ شيء.
error-cash-invalid-hint = اكتب مبلغًا واحدًا لكل عملة، بعدد منازلها العشرية لا أكثر: 200.00 أو 20.000:JOD.
pay-out-overdraws = سُحب من الدرج أكثر مما فيه بحسب السجل: المتوقع فيه الآن { $expected }. إن كُتب المبلغ خطأ فسجّل ما لم يُسحب بالأمر raseed shift pay-in.
error-unknown-report = لا يوجد تقرير Z رقم { $what }.
error-unknown-report-hint = يعرض raseed shift list التقارير الموجودة.
error-payment-reason-missing = لم يُذكر سبب حركة النقود. لم يُسجَّل شيء.
error-payment-reason-missing-hint = اكتب في كلمات قليلة لماذا أُدخلت النقود أو أُخرجت.
error-reprint-reason-missing = لم يُذكر السبب. لم يُطبع شيء.
error-reprint-reason-missing-hint = اختر سببًا أو اكتبه.
error-reason-missing = لم يُذكر السبب. لم يُتخذ أي قرار.
error-reason-missing-hint = اكتب في كلمات قليلة كيف عرفت ذلك.
error-note-holds-code = في الملاحظة الرمز نفسه أو رقمه السري. لم يُكتب أي ملف.
error-note-holds-code-hint = احذف الرمز من الملاحظة: في الملف آخر أربعة أحرف منه ورقمه التسلسلي.
error-decision-unavailable = تعذّر سؤال المزوّد عن هذا الطلب: { $what }. لم يُتخذ أي قرار.
error-decision-unavailable-hint = تأكد من الإنترنت ثم قرّر بعد قليل. لا تبعه مرة أخرى في هذه الأثناء.
error-candidate-wrong-hint = قارن الرقم بلوحة المزوّد.
error-guard-stands = يلزم جواب قبل هذا البيع. لم يُشتر شيء.
error-guard-stands-hint = اقرأ السؤال على الشاشة وأجب عنه.
error-not-to-be-sold = يبدو هذا احتيالا. لم يُشتر شيء.
error-not-to-be-sold-hint = لا تبع. قل للزبون إنه لا توجد دائرة ولا بنك ولا شركة تُدفع لها الأموال ببطاقات هدايا. ولا يقرر غير ذلك إلا المدير.
error-unfinished-order-exists = المنتج نفسه للزبون نفسه لم ينته بعد. لم يُشتر شيء جديد.
error-unfinished-order-exists-hint = انظر أولا إلى العملية السابقة. بِع مرة أخرى فقط إذا أراد الزبون اثنين.
error-outcome-unknown = لم يصل الرد بعد، ونحن نتحقق. لا تبعه مرة أخرى ولا تُرجع المال.
error-outcome-unknown-hint = شغّل raseed recover أو اترك النافذة مفتوحة.
error-upstream-unavailable = تعذّر سؤال المزوّد: { $what }. لم يُشتر شيء.
error-upstream-unavailable-hint = تأكد من الإنترنت وحاول بعد قليل.
error-key-or-address = لا يقبل المزوّد هذا المفتاح أو عنوان الإنترنت لهذا المتجر. لم يُشتر شيء.
error-key-or-address-hint = على المالك التأكد من المفتاح وإضافة عنوان المتجر في لوحة المزوّد.
error-not-built-yet = غير متوفر بعد: { $what }. لم يُنفَّذ شيء.
error-not-built-yet-hint = يأتي هذا الجزء في إصدار لاحق من رصيد.
error-data-dir-unusable = لا يمكن استخدام مجلد البيانات: { $what }.
error-data-dir-unusable-hint = اختر بالخيار --data-dir مجلدًا يمكن الكتابة فيه.
error-newer-schema = { $what }. لم يتغيّر شيء.
error-newer-schema-hint = ثبّت إصدار رصيد الأحدث من جديد.
error-key-unreachable = تعذّر الوصول إلى المفتاح الذي يفتح أسرار هذا الجهاز. لم يتغيّر شيء.
error-key-unreachable-hint = سجّل الدخول إلى سطح المكتب لتُفتح حافظة المفاتيح، أو أعد ملف المفتاح إلى مكانه. لا تُنشئ مفتاحًا جديدًا: تضيع الرموز المحفوظة.
error-disk-full = القرص ممتلئ. لم يُرسل شيء ولم يُشتر شيء.
error-disk-full-hint = أفرغ مساحة ثم أعد المحاولة.
error-folder-missing = لا يوجد مجلد لهذا الملف: { $what }. لم يُكتب شيء.
error-folder-missing-hint = أنشئ المجلد أولا، أو اختر غيره بالخيار --out.
error-no-backup-folder = لم يُختر مجلد للنسخ الاحتياطية لهذا المتجر. لم تؤخذ نسخة.
error-no-backup-folder-hint = اختر مجلدًا في الإعدادات أو في الملف: [backup] folder = "…"، أو حدّد ملفًا بالخيار --out.
error-backup-folder-away = مجلد النسخ الاحتياطية غير موجود: { $what }. لم تؤخذ نسخة، والجهاز يعمل.
error-backup-folder-away-hint = وصّل الذاكرة أو القرص ثم خذ النسخة من جديد. حتى ذلك الحين ليس لديك إلا نسخة قديمة.
error-passphrase-short = عبارة المرور هذه قصيرة ويمكن تخمينها. لم يتغير شيء.
error-passphrase-short-hint = اختر أربع كلمات أو خمسًا ستتذكرها حين يضيع هذا الحاسوب، ثمانية أحرف على الأقل.
error-out-refused = لا يصلح هذا المكان لملف: { $what }. لم يُكتب شيء.
error-out-refused-hint = اختر ملفًا مستقلا: لا مجلدًا ولا ملفًا من ملفات الجهاز نفسه.
error-file-not-written = تعذّرت كتابة الملف: { $what }. ما كان موجودًا من قبل لم يتغيّر.
error-file-not-written-hint = تأكد من أن القرص موجود وفيه مساحة وتُسمح الكتابة عليه، ثم أعد المحاولة.
error-file-unreadable = تعذّرت قراءة هذا الملف: { $what }.
error-file-unreadable-hint = اذكر ملفًا موجودًا يحق لهذا المستخدم أن يقرأه.
error-not-a-backup = هذا الملف ليس نسخة احتياطية من رصيد. لم يُستعد شيء.
error-not-a-backup-hint = اذكر ملفًا كتبه الأمر raseed backup.
error-backup-format = صيغة هذه النسخة الاحتياطية { $what }، وهذا الإصدار لا يعرفها. لم يُستعد شيء.
error-backup-format-hint = استعدها بإصدار رصيد الذي كتبها أو بإصدار أحدث.
error-backup-damaged = هذه النسخة الاحتياطية تالفة: تغيّرت أو نقص منها شيء. لم يُستعد شيء.
error-backup-damaged-hint = انسخها مرة أخرى من مكان حفظها، أو استعمل نسخة أخرى.
error-backup-unsound = محتوى هذه النسخة الاحتياطية غير سليم: { $what }. لم تُستعمل ولم يُستبدل شيء.
error-backup-unsound-hint = شغّل raseed verify على الجهاز، واحتفظ بالنسخ الأقدم.
error-backup-key-missing = هذه النسخة الاحتياطية مرتبطة بمفتاح الجهاز الذي صنعها، وهذا المفتاح ليس هنا. لم يُستعد شيء.
error-backup-key-missing-hint = استعدها على ذلك الجهاز، أو ضع ملف master.key الخاص به في مجلد البيانات الفارغ.
error-passphrase-needed = هذه النسخة الاحتياطية مقفلة بعبارة سر، ولم تُعط أي عبارة. لم يُستعد شيء.
error-passphrase-needed-hint = ضع عبارة السر في RASEED_PASSPHRASE.
error-passphrase-wrong = ليست هذه عبارة سر النسخة الاحتياطية. لم يُستعد شيء.
error-passphrase-wrong-hint = ضع في RASEED_PASSPHRASE العبارة التي صُنعت بها النسخة.
error-data-dir-not-empty = تُستعاد النسخة الاحتياطية في مجلد بيانات فارغ فقط، وفي هذا المجلد شيء. لم يتغيّر شيء.
error-data-dir-not-empty-hint = اذكر بالخيار --data-dir مجلدًا فارغًا أو جديدًا.
error-restore-stopped = أُوقفت الاستعادة. لم يتغيّر شيء.
error-restore-stopped-hint = ابدأها من جديد متى شئت، فالنسخة الاحتياطية كما هي.
error-database-failed = لا يمكن استخدام قاعدة بيانات الجهاز: { $what }.
error-database-failed-hint = شغّل raseed doctor ولا تبع حتى يكون سليمًا.
error-printer-failed = العملية محفوظة. لم تطبع الطابعة: { $what }
error-printer-failed-hint = { $how } أو أظهر الرمز على الشاشة.
error-drawer-failed = لم يُفتح الدرج: { $what }
error-drawer-failed-hint = { $how }
error-internal-fault = حدث خطأ داخل رصيد: { $what }
error-internal-fault-hint = انظر إلى الطلبات قبل أن تبيع من جديد، وأرسل السجل إلى الدعم.
error-doctor-failed = بعض الفحوص لم تنجح.
error-doctor-failed-hint = اتبع الإرشادات أعلاه من أولها.
error-verify-failed = السجل أو قاعدة البيانات ليسا كما كانا.
error-verify-failed-hint = اتبع الإرشادات أعلاه من أولها. لا تغيّر شيئًا قبل أن تنسخ مجلد البيانات.
error-window-failed = تعذّر فتح النافذة: { $what }
error-window-failed-hint = يلزم سطح مكتب. كل الأوامر تعمل من دونه؛ انظر raseed --help.
error-clerk-needed = لهذا الجهاز بائعون: عرّف بنفسك.
error-clerk-needed-hint = استخدم --as NAME وضع رمز الدخول في RASEED_PIN.
error-pin-wrong = رمز الدخول غير صحيح.
error-pin-wrong-hint = حاول مرة أخرى أو اسأل المالك.
error-pin-locked = رموز دخول خاطئة كثيرة. لن يُقبل أي رمز قبل مرور { $wait } (دقيقة:ثانية).
error-pin-locked-hint = انتظر، أو اختر اسمك. إعادة التشغيل أو تغيير الساعة لا يفيدان. كل رمز خاطئ مسجَّل.
error-custody-limit = بلغ البائع حد الرموز المكررة في الساعة ({ $limit }). لم يُعط هذا الرمز.
error-custody-limit-hint = يستطيع المدير السماح برمز إضافي: برمز دخوله على الجهاز، أو بـ --as في سطر الأوامر. ما دفع الزبون ثمنه للتو لا يُحسب.
error-custody-invalid = الحد الأقصى للرموز في الساعة هو { $what }.
error-custody-invalid-hint = اكتب رقمًا أصغر، و0 يعني بلا حد. لم يتغير شيء.
error-approval-needed = يلزم إذن المدير.
error-approval-needed-hint = يُدخل المدير رمزه، ويسري الإذن على هذه العملية وحدها.
error-owner-approval-needed = يلزم إذن المالك.
error-owner-approval-needed-hint = يُدخل المالك رمزه، ويسري الإذن على هذه العملية وحدها.
error-not-allowed = لا يُسمح لـ { $what } بهذا.
error-not-allowed-hint = اطلب من المدير أو المالك.
error-name-invalid = هذا ليس اسمًا.
error-name-invalid-hint = اكتب اسمًا لا يزيد على 40 حرفًا. لم يتغير شيء.
error-name-taken = هذا الاسم لشخص آخر، الآن أو سابقًا.
error-name-taken-hint = اختر اسمًا آخر حتى يميّز السجل بينهما. من عمل هنا سابقًا تمكن إعادته من القائمة.
error-pin-invalid = رمز الدخول من 4 إلى 8 أرقام.
error-pin-invalid-hint = اكتب أرقامًا فقط. لم يتغير شيء.
error-pin-taken = رمز الدخول هذا لشخص آخر.
error-pin-taken-hint = اختر رمزًا آخر: الرمز وحده يحدد من يعمل على الجهاز.
error-unknown-person = لا يعمل هنا أحد بهذا الاسم.
error-unknown-person-hint = افتح القائمة من جديد: ربما غيّرها شخص آخر.
error-last-owner = لا بد للمتجر من مالك.
error-last-owner-hint = اجعل شخصًا آخر مالكًا أولا. لم يتغير شيء.
error-own-role = لا يخفض أحد صلاحيته بنفسه ولا يزيل نفسه من القائمة.
error-own-role-hint = يستطيع مالك آخر فعل ذلك. لم يتغير شيء.
error-first-is-owner = أول شخص يُضاف هو المالك.
error-first-is-owner-hint = أضف المالك أولا، وبعدها يطلب الجهاز رمز الدخول من الجميع.

# لماذا الطلب في هذه الحالة.

reason-never-sent = لم يُرسل إلى المزوّد. لم يُخصم شيء.
reason-unreachable = تعذّر الوصول إلى المزوّد. لم يُرسل شيء.
reason-unreachable-detail = تعذّر الوصول إلى المزوّد ({ $detail }). لم يُرسل شيء.
reason-key-or-address = لا يقبل المزوّد هذا المفتاح أو عنوان الإنترنت لهذا المتجر. لم يُخصم شيء. أبلغ المالك.
reason-insufficient-balance = رصيد المتجر عند المزوّد غير كاف. لم يُخصم شيء. أبلغ المالك.
reason-insufficient-balance-detail = رصيد المتجر عند المزوّد غير كاف ({ $detail }). لم يُخصم شيء. أبلغ المالك.
reason-wallet-missing = لا توجد للمتجر محفظة بهذه العملة. لم يُخصم شيء. أبلغ المالك.
reason-supplier-refused = رفض المزوّد الطلب. لم يُخصم شيء.
reason-supplier-refused-detail = رفض المزوّد الطلب: { $detail }. لم يُخصم شيء.
reason-preflight-refused = لم يُقبل الحساب. لم يُخصم شيء.
reason-preflight-refused-detail = لم يُقبل الحساب: { $detail }. لم يُخصم شيء.
reason-preflight-unavailable = تعذّر على المزوّد الفحص الآن، فلم يُشتر شيء. أعد المحاولة.
reason-no-such-order = المزوّد لا يعرف طلبًا بهذا الرقم.
reason-too-many-requests = المزوّد مشغول، وتأكدنا من أنه لم يُشتر شيء.
reason-repeat-refused = رفض المزوّد الطلب، وتأكدنا من أنه لم يُشتر شيء.
reason-repeat-refused-detail = رفض المزوّد الطلب ({ $detail })، وتأكدنا من أنه لم يُشتر شيء.
reason-turn-held = ما زلنا نتحقق من عملية شراء أخرى عند هذا المزوّد، ولا تجري إلا واحدة في وقت واحد. لم يُرسل شيء.
reason-price-risen = يطلب المزوّد أكثر من قبل. لم يُشتر شيء. بِع مرة أخرى لقبول التكلفة الجديدة.
reason-price-risen-detail = يطلب المزوّد أكثر من قبل ({ $detail }). لم يُشتر شيء. بِع مرة أخرى لقبول التكلفة الجديدة.
reason-out-of-stock = نفد عند المزوّد. لم يُخصم شيء.
reason-out-of-stock-detail = نفد عند المزوّد: { $detail }. لم يُخصم شيء.
reason-rolled-back = لم يستطع المزوّد التسليم وأعاد المبلغ إلى المحفظة.
reason-no-reply = لم يصل رد. ربما تم الشراء، ونحن نتحقق.
reason-unreadable-reply = وصل رد لا يُقرأ. ربما تم الشراء، ونحن نتحقق.
reason-unclear-reply = وصل رد غير واضح. ربما تم الشراء، ونحن نتحقق.
reason-unclear-reply-detail = وصل رد غير واضح ({ $detail }). ربما تم الشراء، ونحن نتحقق.
reason-not-found-upstream = لا يظهر في قائمة المزوّد. يلزم قرار من شخص.
reason-code-missing = يقول المزوّد إنه نُفِّذ، لكن الرمز لم يصل بعد. نواصل السؤال.
reason-unknown-status = يستخدم المزوّد كلمة لا نعرفها. نواصل السؤال.
reason-unknown-status-detail = يقول المزوّد «{ $detail }» ولا نعرفها. نواصل السؤال.
reason-test-reply = وصل رد تجريبي من حساب حقيقي. لا يجوز تسليمه.
reason-candidates = عند المزوّد طلب قد يكون هذا الطلب. يلزم أن يقارن شخص ويقرر.
reason-candidates-detail = عند المزوّد طلبات قد يكون أحدها هذا الطلب: { $detail }. يلزم أن يقارن شخص ويقرر.
reason-code-twice = سلّم المزوّد رمزًا سبق أن سلّمه. نحتفظ به حتى يقرر شخص.
reason-restored = استُعيد الجهاز من نسخة احتياطية. لم يكن هذا الطلب قد أُرسل وقتها، وربما أُرسل بعدها. لن يُرسل مرة أخرى، ويجري البحث عنه.
reason-imported = وُجد عند المزوّد بعد استعادة هذا الجهاز من نسخة احتياطية: بيع بعد أخذ النسخة. لن يُرسل مرة أخرى، ويجري السؤال عن مصيره.
reason-person-decided = قرّر شخص.
reason-person-decided-detail = قرّر شخص: { $detail }
reason-tender-expired = لم يدفع الزبون في الوقت المحدد. لم يُخصم شيء ولم يُشتر شيء.
reason-tender-cancelled = أُلغي الدفع من المتجر. لم يُشتر شيء، وإن دفع الزبون بعد ذلك عاد إليه ماله تلقائيًا.
reason-card-declined = رُفضت البطاقة. لم يُخصم شيء ولم يُشتر شيء.
reason-card-declined-detail = رُفضت البطاقة (الرمز { $detail }). لم يُخصم شيء ولم يُشتر شيء.
reason-card-field = لم تُقبل البطاقة. لم يُخصم شيء ولم يُشتر شيء.
reason-card-field-detail = لم تُقبل البطاقة: { $detail } غير صحيح. لم يُخصم شيء ولم يُشتر شيء.
reason-processor-refused = رفضت بوابة الدفع. لم يُخصم شيء ولم يُشتر شيء.
reason-processor-refused-detail = رفضت بوابة الدفع: { $detail }. لم يُخصم شيء ولم يُشتر شيء.
reason-processor-key = لا تقبل بوابة الدفع هذا المفتاح. لم يُخصم شيء ولم يُشتر شيء. أبلغ المالك.
reason-processor-unreachable = تعذّر الوصول إلى بوابة الدفع. لم يُخصم شيء ولم يُشتر شيء.
reason-processor-unreachable-detail = تعذّر الوصول إلى بوابة الدفع ({ $detail }). لم يُخصم شيء ولم يُشتر شيء.
reason-tender-absent = لا تعرف بوابة الدفع هذه الدفعة. لم يُشتر شيء، وإن حُجز مال رغم ذلك يُفك حجزه.
reason-tender-never-sent = توقّف الجهاز قبل أن يُطلب الدفع من الزبون. لم يُخصم شيء ولم يُشتر شيء.
money-in-doubt = لم يصل جواب عن هذا المبلغ بعد. نتحقق منه الآن: لا تأخذ من الزبون شيئًا ولا تُعِد إليه شيئًا حتى ننتهي.
reason-tender-unclear = جواب بوابة الدفع لا يحسم شيئًا. يلزم أن ينظر فيه شخص.
reason-tender-unclear-detail = جواب بوابة الدفع لا يحسم شيئًا ({ $detail }). يلزم أن ينظر فيه شخص.

# الشيء نفسه حين يجب أن يتصرف المالك، بالأسماء والمبالغ.

wallet-low = رصيد { $supplier } هو { $balance } والمطلوب { $cost }. لم يُخصم شيء. أبلغ المالك.
address-changed = لا يقبل { $supplier } عنوان الإنترنت لهذا المتجر أو مفتاحه. لم يُخصم شيء. على المالك إضافة العنوان في لوحة المزوّد.

# قصة الطلب: رأسها، ثم سطر لكل حدث.

story-somebody = شخص
story-order = الطلب
story-reference = مرجعنا
story-no-supplier-order = رقم الطلب غير معروف
story-price = السعر
story-cost = التكلفة
story-customer = الزبون
story-amount = المبلغ
story-events = ما حدث

event-prepared = كُتب في هذا الجهاز. لم يخرج شيء بعد.
event-sent = أُرسل إلى المزوّد.
event-accepted = استلمه المزوّد ({ $detail }).
event-progress = يقول المزوّد: { $detail }.
event-lost = { $reason }
event-lookup-exhausted = بحثنا عنه ولم نجد جوابًا أكيدًا. { $reason }
event-guard-overridden = تابع { $clerk } رغم التنبيه: { $reason }
guard-same-again = بيع الشيء نفسه للزبون نفسه قبل قليل
guard-near-miss = رقم معروف يختلف بخانة واحدة
guard-region = الرمز يعمل في بلد آخر
guard-below-cost = السعر أقل من التكلفة
guard-cost-rose = ارتفعت التكلفة
guard-scam = عدة بطاقات كبيرة القيمة متتالية
guard-hourly-limit = بطاقات كبيرة القيمة أكثر من حد الساعة
event-delivered = تم التسليم ({ $detail }).
event-refused = لم يُنفَّذ. { $reason }
event-repeated = طُلب مرة أخرى بالمفتاح نفسه، والمزوّد لا يخصمه مرتين.
event-candidates = { $reason }
event-code-twice = سلّم المزوّد رمزًا سبق أن سلّمه، فاحتفظنا به.
event-resolved = قرّر { $clerk }: { $detail }
event-late-delivery = سلّمه المزوّد متأخرًا ({ $detail }). الرمز محفوظ للزبون التالي.
event-taken-back = استرجعه المزوّد ({ $detail }).
event-late-candidates = تُظهر قائمة المزوّد طلبات قد يكون أحدها هذا الطلب: { $detail }.
event-candidate-claimed = قال { $clerk } إن أحدها هو هذا الطلب، فجلبنا الرمز وحفظناه: { $detail }
event-candidate-denied = قال { $clerk } إنه ليس أيًّا منها: { $detail }
event-from-ahead = من مخزون المتجر الذي اشتُري مسبقًا ({ $detail }).
event-from-stock = من رمز سبق شراؤه ({ $detail }).
event-seen = قرأ { $clerk } ما جد في هذا الطلب.
event-restored = استُعيد الجهاز من نسخة احتياطية.
event-imported = وُجد عند المزوّد بعد استعادة الجهاز وأُضيف إلى السجل. { $detail }
event-price-told = ذكر { $clerk } ما دفعه الزبون: { $detail }
event-explained = ذكر { $clerk } لماذا لا يظهر في قائمة المزوّد: { $detail }
event-adopted = تابعه البرنامج بعد توقّفه.
event-reveal = أُظهر الرمز على الشاشة.
event-print = طُبع على { $detail }.
event-print-failed = تعذّرت طباعته على { $detail }.
event-tender-sent = طُلب مال الزبون من بوابة الدفع.
event-tender-open = يستطيع الزبون الدفع الآن ({ $detail }).
event-tender-progress = تقول بوابة الدفع: { $detail }.
event-tender-lost = لا جواب واضح من بوابة الدفع ({ $detail }). نتحقق.
event-tender-repeated = سُئلت بوابة الدفع السؤال نفسه بالرقم نفسه.
event-tender-held = حجز بنك الزبون المبلغ ({ $detail }).
event-tender-paid = دفع الزبون ({ $detail }).
event-tender-failed = لم يُخصم من الزبون شيء ({ $detail }).
event-tender-expired = لم يدفع الزبون في الوقت المحدد.
event-tender-cancelled = أُلغي الدفع من المتجر.
event-tender-unclear = جواب بوابة الدفع لا يحسم شيئًا ({ $detail }). يلزم أن ينظر فيه شخص.
event-capture = يُؤخذ ثمن ما سُلِّم: { $detail }.
event-not-captured = بوابة الدفع لا تأخذ المبلغ المحجوز ({ $detail }). يلزم أن ينظر فيه شخص.
event-give-back = يُرجَع { $detail }.
event-given-back = أُرجِع ({ $detail }).
event-not-given-back = بوابة الدفع لا تُرجعه ({ $detail }). يلزم أن ينظر فيه شخص.
event-let-go = فُك حجز المبلغ ({ $detail }).
event-refund-against-rule = قرّر { $clerk } إعادة المال رغم جدول الاسترداد: { $reason }
event-refund-proof = اطّلع { $clerk } على ما يطلبه جدول الاسترداد: { $reason }
refund-breach-too-late = بعد المدة التي يسمح بها الجدول
refund-breach-code-shown = سبق عرض الرمز
refund-proof-slip = الإيصال
refund-proof-supplier = جواب المزوّد
event-cash-back = أرجع { $clerk } نقدًا: { $detail }
event-debt-taken-off = خصمه { $clerk } من دين الزبون: { $detail }

# القصة كما يقرؤها البائع، بلا تفاصيل لا تفيده.

story-lost = لم يصل رد واضح. نتحقق منه ولا نرسله مرة أخرى أبدًا.
story-lookup-exhausted = بحثنا طوال مدة الانتظار دون جواب أكيد.
story-refused = لم يُنفَّذ ولم يُخصم شيء.
story-delivered = تم التسليم.

# ما يقوله الجهاز عن أجزائه.

doctor-data-dir = يمكن الكتابة في مجلد البيانات.
doctor-database = قاعدة البيانات سليمة ({ $what }).
doctor-database-bad = قاعدة البيانات تالفة: { $what }
doctor-database-bad-hint = أوقف البيع واستعد آخر نسخة احتياطية.
doctor-journal = سلسلة السجل متصلة حتى القيد { $what }.
doctor-reserve = المساحة المحجوزة للنتائج في مكانها.
doctor-reserve-bad = لا مكان للمساحة المحجوزة، لذلك لا يُباع شيء.
doctor-key-keyring = المفتاح في حافظة مفاتيح النظام.
doctor-key-file = المفتاح في ملف داخل مجلد البيانات.
doctor-key-file-hint = من ينسخ المجلد كله يستطيع قراءة الرموز. حافظة مفاتيح سطح المكتب أكثر أمانًا.
doctor-key-none = لا يوجد مفتاح بعد: لم يُعد شيء.
doctor-disk = { $what } ميغابايت فارغة.
doctor-disk-bad = { $what } ميغابايت فارغة فقط.
doctor-disk-bad-hint = أفرغ مساحة قبل أن يمتلئ القرص.
doctor-clock = الساعة تقول { $what }.
doctor-clock-bad = الساعة تقول { $what } ولا يمكن أن يكون صحيحًا.
doctor-clock-bad-hint = اضبط التاريخ والوقت؛ الاتصالات الآمنة لا تعمل من دونهما.
doctor-printer = { $what } موجودة.
doctor-printer-bad = { $what }: { $why }
doctor-restored = استُعيد هذا الجهاز من نسخة احتياطية بتاريخ { $at }. ليس لدى { $supplier } طلب منه بعد ذلك غير موجود هنا.
doctor-restored-missing = استُعيد هذا الجهاز من نسخة احتياطية بتاريخ { $at }. لدى { $supplier } طلبات منه غير موجودة هنا: { $what }.
doctor-restored-missing-hint = بيعت بعد النسخة الاحتياطية ولن تُرسل من هنا مرة أخرى. راجع كل طلب عند المزوّد؛ ربما استلم زبونه الكود.
doctor-restored-by-hand = استُعيد هذا الجهاز من نسخة احتياطية بتاريخ { $at }. لا يُظهر { $supplier } مراجعنا، فلا يُعرف أي طلباته من هذا الجهاز.
doctor-restored-by-hand-hint = قارن قائمة المزوّد منذ ذلك الوقت بطلبات هذا الجهاز يدويًا.
doctor-restored-unread = استُعيد هذا الجهاز من نسخة احتياطية بتاريخ { $at }، وتعذّرت قراءة قائمة { $supplier }: { $what }.
doctor-restored-unread-hint = شغّل raseed doctor مرة أخرى حين يجيب المزوّد.

recover-unread = تعذّر سؤال { $supplier } عمّا بيع بعد النسخة الاحتياطية ({ $what }). سيُسأل في المرة القادمة.
doctor-backup = آخر نسخة احتياطية كُتبت وفُحصت في { $at }.
doctor-backup-bad = النسخ الاحتياطية للمتجر لا تؤخذ. آخر نسخة سليمة بتاريخ { $at }.
doctor-backup-bad-hint = وصّل الذاكرة أو اختر مجلدًا آخر ثم شغّل raseed backup.
reconcile-wallet = { $supplier } { $currency }: المتوقع { $expected }، يقول المزوّد { $reported }، الفرق { $difference }، غير المفسَّر { $unexplained }
reconcile-stray = ليس هنا: { $supplier } طلب { $order }، { $cost }، { $at }
reconcile-not-listed = ليس هناك: طلبنا { $order } ({ $supplier } { $theirs })
reconcile-unread = تعذّرت مقارنة { $supplier }: { $what }
doctor-attention = { $form ->
    [one] أمر واحد ينتظرك.
    [two] أمران ينتظرانك.
    [few] { $count } أمور تنتظرك.
   *[other] { $count } أمرًا ينتظرك.
}
doctor-attention-hint = شغّل raseed attention list، أو افتح «تنبيهات» في النافذة.
recover-attention = { $form ->
    [one] أمر واحد ينتظرك: raseed attention list
    [two] أمران ينتظرانك: raseed attention list
    [few] { $count } أمور تنتظرك: raseed attention list
   *[other] { $count } أمرًا ينتظرك: raseed attention list
}
doctor-later = { $what } مُعد، لكن هذا الإصدار لا يستطيع استخدامه بعد.

# ما علّة الطابعة وما العمل. العملية محفوظة في كل الأحوال.

printer-paper-out = لا يوجد ورق
printer-paper-out-hint = ضع الورق وأغلق الغطاء ثم اطبع من جديد.
printer-cover-open = الغطاء مفتوح
printer-cover-open-hint = أغلق الغطاء ثم اطبع من جديد.
printer-broken = الطابعة تبلّغ عن عطل
printer-broken-hint = ابحث عن ورق عالق عند القاطع، أطفئ الطابعة وشغّلها ثم اطبع من جديد.
printer-offline = الطابعة غير متصلة
printer-offline-hint = تأكد من الكهرباء واضغط زر الاتصال أو زر سحب الورق.
printer-queue-stopped = طابور الطباعة في النظام متوقف
printer-queue-stopped-hint = شغّله من إعدادات الطابعات في النظام، واحذف المهام القديمة أولا.
printer-refused = ترفض الاتصال
printer-refused-hint = ربما تطبع نقطة بيع أخرى الآن؛ انتظر قليلا. إن استمر ذلك فتأكد من العنوان والمنفذ (عادة 9100).
printer-timed-out = لا أحد يجيب
printer-timed-out-hint = تأكد من الكهرباء وكابل الشبكة والعنوان. اطبع صفحة الاختبار من الطابعة نفسها: فيها عنوانها.
printer-not-found = لا توجد طابعة كهذه
printer-not-found-hint = تأكد من الكابل ومن العنوان في ملف الإعداد: المضيف أو الجهاز أو اسم الطابور.
printer-not-allowed = لا يحق لهذا المستخدم استعمالها
printer-not-allowed-hint = أضف المستخدم إلى المجموعة lp ‏(sudo usermod -aG lp USER) ثم سجّل الخروج وادخل من جديد.
printer-wrong-driver = ما يجيب هناك ليس طابعة ESC/POS، أو أن تعريفها يبتلع المهام الخام
printer-wrong-driver-hint = تأكد من المنفذ (عادة 9100). في Windows أو CUPS عرّف الطابعة خامًا أو «Generic / Text Only».
printer-interrupted = انقطعت الطباعة في منتصفها
printer-interrupted-hint = انظر إلى الورق أولا: ربما خرج الإيصال. ثم افحص الكابل واطبع من جديد، وسيُكتب عليه «نسخة».
printer-till-stopped = توقفت نقطة البيع والإيصال في طريقه
printer-till-stopped-hint = انظر إلى الورق أولا: ربما خرج الإيصال. إن لم يخرج فاطبع من جديد.
printer-bad-address = عنوانها غير صحيح
printer-bad-address-hint = صحّحه في ملف الإعداد: المضيف والمنفذ، أو الجهاز، أو اسم الطابور.
printer-not-written = تعذّرت كتابة الملف
printer-not-written-hint = تأكد من المجلد ومن المساحة على القرص.
printer-wrong-paper = هذا النوع من الطابعات لا يقبل ورق A4
printer-wrong-paper-hint = استخدم paper = "80mm" أو "58mm"، أو طابعة من نوع pdf.
printer-not-on-this-system = هذا النوع من الطابعات لنظام آخر
printer-not-on-this-system-hint = النوع windows-raw لنظام Windows؛ استخدم هنا escpos-tcp أو escpos-device أو cups-raw.
printer-no-drawer = الملفات لا تفتح درجًا
printer-no-drawer-hint = سم طابعة إيصالات بالخيار --printer.
printer-not-drawn = تعذّر رسم الإيصال
printer-not-drawn-hint = أظهر الرمز على الشاشة وأرسل السجل إلى الدعم.

# كيف يرد المزوّدون وبوابات الدفع، لمصابيحهم وللفحص.

health-ok = { $what } يرد ويقبل المفتاح.
health-slow = { $form ->
    [one] يحتاج { $what } إلى ثانية واحدة ليرد.
    [two] يحتاج { $what } إلى ثانيتين ليرد.
    [few] يحتاج { $what } إلى { $seconds } ثوان ليرد.
   *[other] يحتاج { $what } إلى { $seconds } ثانية ليرد.
}
health-slow-hint = البيع عبر { $what } أبطأ من المعتاد. إن استمر ذلك فافحص الإنترنت في المتجر.
health-down = { $what } لا يرد ({ $why }).
health-down-hint = افحص الإنترنت في المتجر وعنوان { $what }. يمكن البيع من غيره الآن.
health-out-of-money = بقي لدى { $what } رصيد { $balance } فقط، وهو أقل من تكلفة أرخص منتج عنده.
health-out-of-money-hint = على المالك إيداع مبلغ في المحفظة لدى { $what }.
health-address-changed = قبل { $what } هذا المفتاح سابقًا ولا يقبله الآن. الأرجح أن عنوان الإنترنت للمتجر تغيّر.
health-address-changed-hint = على المالك إضافة عنوان الإنترنت الجديد للمتجر في لوحة { $what }، والتأكد من أن المفتاح ما زال فيها.
health-wrong-key = { $what } لا يقبل المفتاح.
health-wrong-key-hint = على المالك التأكد من مفتاح { $what } وصلاحياته، وإعداد المفتاح الصحيح.
health-wrong-key-or-address-hint = على المالك التأكد من مفتاح { $what }، ومن وجود عنوان الإنترنت للمتجر في القائمة داخل لوحته.
health-clock-wrong = بين ساعة { $what } وساعة هذا الجهاز فرق، بالدقائق: { $minutes }.
health-clock-wrong-hint = اضبط تاريخ هذا الجهاز ووقته. إن كانا صحيحين فأبلغ { $what }.
health-clock-wrong-certificate = لا يمكن الاتصال الآمن مع { $what }: شهادته غير صالحة بحسب ساعة هذا الجهاز.

# رقم لا تعطيه أي خطة ترقيم: ينبّه ولا يمنع.

phone-looks-odd = يبدو هذا الرقم غير مألوف. اقرأه على الزبون.

verify-ok = { $form ->
    [zero] كل شيء كما كُتب: لا قيود بعد.
    [one] كل شيء كما كُتب: قيد واحد، وهو { $head }.
    [two] كل شيء كما كُتب: قيدان، أحدثهما { $head }.
    [few] كل شيء كما كُتب: { $records } قيود، أحدثها { $head }.
    [many] كل شيء كما كُتب: { $records } قيدًا، أحدثها { $head }.
   *[other] كل شيء كما كُتب: { $records } قيد، أحدثها { $head }.
}
verify-bad = { $form ->
    [zero] ليس كل شيء كما كُتب: لا قيود بعد.
    [one] ليس كل شيء كما كُتب: قيد واحد، وهو { $head }.
    [two] ليس كل شيء كما كُتب: قيدان، أحدثهما { $head }.
    [few] ليس كل شيء كما كُتب: { $records } قيود، أحدثها { $head }.
    [many] ليس كل شيء كما كُتب: { $records } قيدًا، أحدثها { $head }.
   *[other] ليس كل شيء كما كُتب: { $records } قيد، أحدثها { $head }.
}
verify-more = و{ $what } أخرى.
flaw-damaged = ملف قاعدة البيانات تالف.
flaw-damaged-hint = أوقف البيع. انسخ مجلد البيانات وافحص القرص واستعد آخر نسخة احتياطية.
flaw-orphan = سطر يشير إلى سطر غير موجود.
flaw-orphan-hint = حُذف شيء من خارج البرنامج. انسخ مجلد البيانات وقارن بآخر نسخة احتياطية.
flaw-record-changed = هذا القيد أو الذي قبله تغيّر بعد كتابته.
flaw-record-changed-hint = انسخ مجلد البيانات، وابحث عن القيد في آخر نسخة احتياطية، وقارن الطلب بقائمة المزوّد نفسه.
flaw-record-missing = هذا القيد مفقود.
flaw-record-missing-hint = انسخ مجلد البيانات، وابحث عن القيد في آخر نسخة احتياطية، وعن طلبات عند المزوّد ليست هنا.
flaw-record-unreadable = هذا القيد ليس على صيغة السجل.
flaw-record-unreadable-hint = انسخ مجلد البيانات وابحث عن القيد في آخر نسخة احتياطية.
flaw-head-changed = نهاية السجل لم يكتبها هذا الجهاز.
flaw-head-changed-hint = قارنها بالرقم في أسفل آخر إيصال. اسأل من كان على الحاسوب، وقارن آخر الطلبات بقائمة المزوّد نفسه.
flaw-distrusted = قبل هذا القيد لم تكن نهاية السجل من هذا الجهاز. تابع البرنامج الكتابة ويقول ذلك هنا.
flaw-distrusted-hint = كل ما قبل هذا القيد ربما تغيّر. قارنه بالإيصالات وبقائمة المزوّد نفسه.
flaw-anchor-ahead = كان هنا قيد أحدث: هذه نسخة أقدم، أو قُطعت النهاية.
flaw-anchor-ahead-hint = إن استُعيدت نسخة احتياطية فابحث عند المزوّد عن الطلبات منذ ذلك الحين. وإلا فاسأل من كان على الحاسوب.
flaw-anchor-differs = كان هذا القيد غير ما هو الآن: استُبدل السجل من نقطة قبله.
flaw-anchor-differs-hint = انسخ مجلد البيانات وقارن بالإيصالات وبقائمة المزوّد نفسه.
flaw-anchor-forged = ما هو محفوظ هنا لم يكتبه هذا الجهاز.
flaw-anchor-forged-hint = إن كان الملف تالفًا فقط فاحذفه، والأمر التالي يكتبه من جديد. وإن لم يتلفه أحد فقارن بالإيصالات.
flaw-anchor-missing = لا شيء خارج قاعدة البيانات يقول إلى أين وصل السجل.
flaw-anchor-missing-hint = قارن أحدث قيد بالرقم في أسفل آخر إيصال. الأمر التالي يحفظه من جديد.
flaw-row-differs = هذا ليس ما يقوله السجل.
flaw-row-differs-hint = السجل هو الصحيح. قارن الطلب بإيصاله وبقائمة المزوّد نفسه قبل أن تفعل شيئًا.
flaw-row-unrecorded = السجل لا يعرف هذا.
flaw-row-unrecorded-hint = أُضيف من خارج البرنامج. لا تسلّم رمزه، وابحث عن الطلب عند المزوّد.
flaw-row-missing = السجل يذكر هذا وهو غير موجود.
flaw-row-missing-hint = حُذف من خارج البرنامج. ابحث عنه في آخر نسخة احتياطية، أو عند المزوّد بمرجعه.
flaw-sum-differs = مجموع في التقارير لا يساوي مجموع الطلبات.
flaw-sum-differs-hint = الطلبات نفسها سليمة. الأمر raseed report --rebuild يعيد حساب المجاميع.
flaw-schema-differs = هذا الجدول أو الفهرس أو الحارس أو العرض في قاعدة البيانات ليس كما صنعه البرنامج.
flaw-schema-differs-hint = أُضيف أو غُيّر أو أُزيل من خارج البرنامج، وربما غابت حماية. انسخ مجلد البيانات، واسأل من كان على الحاسوب، وقارن الأيام الأخيرة بالإيصالات وبقائمة المزوّد نفسه.
flaw-derived-differs = ما يُعرض منه أو يُبحث به عنه لا يطابقه.
flaw-derived-differs-hint = تغيّر من خارج البرنامج. اعتمد الإيصال وقائمة المزوّد نفسه.

# The catalogue.

catalog-synced = أُضيف { $added } وتغيّر { $changed } وأُزيل { $removed }.
catalog-none = ليس لدى { $what } قائمة منتجات يمكن جلبها: منتجاته تأتي من ملف الإعداد.
catalog-empty = لا يعرض { $what } أي منتج. هذا غير معقول، فلم يتغيّر شيء.

backup-done = أُخذت نسخة احتياطية وتُحقّق منها: { $file }، عدد الصفوف { $rows }.
backup-last-sale = آخر عملية بيع فيها بتاريخ { $at } ({ $sale }).
backup-no-sale = لا عملية بيع فيها.
backup-looked = نسخة سليمة بتاريخ { $at }، عدد صفوفها { $rows }. لم يُستعَد شيء.
backup-looked-till = المتجر: { $shop }. الجهاز: { $till }. عدد الطلبات: { $orders }. آخر تقرير Z: { $z }.
backup-looked-no-z = لا يوجد بعد
backup-opens-with-passphrase = تُفتح على أي جهاز بعبارة السر. ومن دونها لا يستطيع أحد فتحها، ولا أنت.
backup-bound-to-keyring = لم تُعط RASEED_PASSPHRASE: لا تُفتح هذه النسخة إلا على هذا الجهاز، بالمفتاح المحفوظ في حافظة مفاتيحه.
backup-bound-to-file = لم تُعط RASEED_PASSPHRASE: لا تُفتح هذه النسخة إلا بمفتاح هذا الجهاز، وهو الملف master.key في مجلد البيانات. إن لم تكن له نسخة في مكان آخر ضاعت هذه النسخة الاحتياطية مع الجهاز.
restore-done = استُعيد كما كان في { $at }. طلبات ربما أُرسلت بعدها: { $doubt }. أكواد محفوظة لن تُباع: { $withdrawn }. شغّل raseed recover الآن، ثم raseed doctor: يذكر ما لدى المزوّدين من هذا الجهاز وليس في النسخة.
customer-erased-debtor = ومُحي حسابه في دفتر الديون أيضًا.
customer-erased = طلبات لم تعد تعرف هذا الرقم: { $erased }. وطلبات لم تنته وتحتفظ به حتى تنتهي: { $left }.

debt-reminder = { $shop }: مرحبًا { $name }، المستحق عليك في حسابك عندنا { $owed }. شكرًا لك.
debt-line = { $id }  { $name }  { $phone }  عليه { $owed }، وحدّه { $limit }
debt-line-credit = { $id }  { $name }  { $phone }  له { $credit }، وحدّه { $limit }
debt-days-0-7 = (حتى 7 أيام)
debt-days-8-30 = (من 8 أيام إلى 30 يومًا)
debt-days-31-90 = (من 31 يومًا إلى 90 يومًا)
debt-days-over-90 = (أكثر من 90 يومًا)
debt-sold = بيع
debt-taken_off = خصم من الدين
debt-repaid = تسديد
debt-forgiven = مسامحة
debt-repaid-now = سُدّد { $amount } من { $owed }، والباقي { $left }.
debt-forgiven-now = سومح بمبلغ { $amount } من { $owed }، والباقي { $left }.

sales-report-total = المجموع
sales-report-by-day = حسب اليوم
sales-report-by-hour = حسب الساعة
sales-report-by-product = حسب المنتج
sales-report-by-supplier = حسب المزوّد
sales-report-by-clerk = حسب البائع
sales-report-by-tax = الضريبة المستحقة
sales-report-line = { $name }: سُلّم { $delivered }، الصافي { $net } { $currency }، الربح { $margin } { $currency }
sales-report-title = تقرير المبيعات
sales-report-drawn = أُعد في { $at }
sales-report-net = صافي المبيعات
sales-report-tax = الضريبة
sales-report-untaxed = بلا ضريبة
sales-report-rate = النسبة
sales-report-margin = الربح
sales-report-cost = التكلفة
sales-report-refunded = المبالغ المعادة
sales-report-delivered = تم التسليم
sales-report-refused = لم يُسلَّم
sales-report-open = قيد التحقق
sales-report-returned = طلبات أُعيد ثمنها
sales-report-name = الاسم
sales-report-uncosted = غير محسوبة في الربح لأن تكلفتها غير معروفة: { $count }
sales-report-others = المبيعات بعملة { $currencies } غير محسوبة هنا.

## The shelf, on the command line

stock-line = مشترى مسبقًا { $ahead } · مستعاد { $recovered } · في الطريق { $coming } · منته { $expired } · الحد { $keep }

# إلى أين وصلت الاستعادة.
restoring-reading = نفتح النسخة الاحتياطية
restoring-proving = نتحقق مما فيها
restoring-making = نجهّز منها جهاز بيع
restoring-taking-in = ندخل البيانات إلى هذا الجهاز
restoring-comparing = نتحقق مما أُدخل
restoring-last = فحص أخير للجهاز كله
restoring-bytes = { $done } من { $of } ميغابايت
restoring-records = { $done } من { $of } في السجل
restoring-tables = الجداول: { $done } من { $of }
restoring-rows = الصفوف: { $done } من { $of }
