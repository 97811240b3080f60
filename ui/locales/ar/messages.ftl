# الأخطاء: ماذا حدث وهل خُصم مال؛ والسطر -hint يقول ما العمل الآن.

error-bad-usage = { $what }
error-bad-usage-hint = شغّل raseed --help لعرض الأوامر. لم يُنفَّذ شيء.
error-provisioning-invalid = { $what }
error-provisioning-invalid-hint = صحّح الملف ثم أعد provision. لم يُطبَّق منه شيء.
error-practice-fixed = أُعدّ هذا الجهاز بالقيمة practice = { $what } وهي لا تتغيّر.
error-practice-fixed-hint = استخدم مجلد بيانات آخر للنوع الآخر. لم يُطبَّق من الملف شيء.
error-not-provisioned = لا يوجد متجر مُعدّ في مجلد البيانات هذا.
error-not-provisioned-hint = شغّل أولًا raseed provision FILE.toml.
error-unknown-product = لا يوجد منتج { $what }. لم يُشترَ شيء.
error-unknown-product-hint = ابحث عنه بالأمر raseed catalog list --query.
error-product-inactive = المنتج { $what } لم يعد يُباع. لم يُشترَ شيء.
error-product-inactive-hint = اختر منتجًا آخر.
error-unknown-order = لا يوجد طلب أو عملية بيع { $what }.
error-unknown-order-hint = ابحث عنه في الطلبات.
error-unknown-printer = لا توجد طابعة { $what }. لم يُطبع شيء.
error-unknown-printer-hint = أضف [[printer]] إلى ملف الإعداد.
error-unknown-supplier = لا يوجد مزوّد { $what }.
error-unknown-supplier-hint = أضف [[supplier]] إلى ملف الإعداد.
error-unknown-tender = لا توجد طريقة دفع باسم { $what }. لم يُشترَ شيء.
error-unknown-tender-hint = استخدم cash أو معرّف بوابة دفع.
error-card-needed = يحتاج { $what } إلى بطاقة. لم يُخصم شيء ولم يُشترَ شيء.
error-card-needed-hint = استخدم --card-stdin وأعطِ البطاقة كائن JSON واحدًا على stdin.
error-card-not-taken = لا يقبل { $what } بطاقة مكتوبة باليد. لم يُخصم شيء ولم يُشترَ شيء.
error-card-not-taken-hint = استخدم طريقة دفع أخرى. يستطيع المالك تفعيل الإدخال بـ keyed_entry = true؛ ويشرح docs/security.md معنى ذلك.
error-card-invalid = لا يمكن استخدام البطاقة: { $what } غير صحيح. لم يُخصم شيء ولم يُشترَ شيء.
error-card-invalid-hint = راجعها مع الزبون. المطلوب كائن واحد فيه number وmonth وyear وsecurity_code وربما holder.
error-rate-missing = لا يوجد للمتجر سعر صرف { $what }. لم يُخصم شيء ولم يُشترَ شيء.
error-rate-missing-hint = أضف [[rate]] بين العملتين إلى ملف الإعداد.
error-tender-too-small = المبلغ { $amount } أقل مما تقبله طريقة الدفع هذه ({ $least }). لم يُخصم شيء ولم يُشترَ شيء.
error-tender-too-small-hint = خذ ثمنه نقدًا.
error-nothing-to-refund = لا شيء لإرجاعه: حالة مال الزبون { $what }. لم يتغيّر شيء.
error-nothing-to-refund-hint = انظر إلى العملية في الطلبات.
error-refund-too-early = قد يُسلَّم بعد: حالة أحد الطلبات { $what }. لم يُرجع شيء.
error-refund-too-early-hint = شغّل raseed recover أولًا أو قرّر في الطلب. يستطيع المالك تحمّل المخاطرة بـ --owner-risk.
error-refund-refused = بوابة الدفع لا تُرجع المبلغ: { $what }. المال ما زال عند المتجر.
error-refund-refused-hint = اسأل دعم البوابة، أو أرجِع نقدًا ودع المالك يسجّله بـ --owner-risk.
error-owner-needed = المالك وحده يتحمّل هذه المخاطرة، لا { $what }. لم يُرجع شيء.
error-owner-needed-hint = اطلب من المالك.
error-quantity-invalid = الكمية من 1 إلى 100. لم يُشترَ شيء.
error-quantity-invalid-hint = صحّح الكمية.
error-amount-invalid = لا يمكن استخدام هذا المبلغ: { $what }. لم يُشترَ شيء.
error-amount-invalid-hint = المبالغ أرقام عشرية مثل 9.50، وللمنتجات مفتوحة القيمة فقط.
error-field-missing = الحقل { $what } ناقص. لم يُشترَ شيء.
error-field-missing-hint = اطلبه من الزبون.
error-field-invalid = الحقل { $what } غير صحيح. لم يُشترَ شيء.
error-field-invalid-hint = راجعه مع الزبون رقمًا رقمًا.
error-field-unknown = لا يوجد لهذا المنتج حقل { $what }. لم يُشترَ شيء.
error-field-unknown-hint = احذفه.
error-phone-invalid = هذا ليس رقم هاتف. لم يُشترَ شيء.
error-phone-invalid-hint = اكتب الرقم كما يقوله الزبون، مثل 0599 123 456.
error-phone-missing = يطلب { $what } رقم هاتف. لم يُشترَ شيء.
error-phone-missing-hint = اكتب رقم الزبون، أو ضع رقمًا للمتجر في ملف الإعداد.
error-price-missing = لا يوجد سعر للمنتج { $what }. لم يُشترَ شيء.
error-price-missing-hint = ضع له سعرًا، أو تكلفة مع [[rate]] إلى عملة المتجر.
error-received-too-little = المستلَم { $received } والمطلوب { $total }. لم يُشترَ شيء.
error-received-too-little-hint = خذ الباقي من الزبون.
error-request-id-reused = استُخدم معرّف الطلب هذا لعملية أخرى. لم يُشترَ شيء.
error-request-id-reused-hint = استخدم معرّفًا جديدًا لبيع جديد، أو كرّر الطلب الأول كما هو.
error-nothing-to-print = لا يوجد لهذا الطلب رمز لتسليمه.
error-nothing-to-print-hint = تُطبع الطلبات المسلَّمة فقط.
error-no-decision-needed = لا قرار مطلوب في هذا الطلب: حالته { $what }. لم يتغير شيء.
error-no-decision-needed-hint = القرار ممكن فقط لطلب يحتاج إلى قرارك. انظر إليه بالأمر raseed order.
error-candidate-needed = قد يكون هذا الطلب واحدًا من طلبات عند المزوّد: { $what }. لم يتغير شيء.
error-candidate-needed-hint = قارنها في لوحة المزوّد ثم سمِّ واحدًا منها بـ --provider-order.
error-candidate-wrong = لا يمكن أن يكون طلب المزوّد { $what } هو هذا الطلب: يخص عملية أخرى أو لم يُسلَّم. لم يتغير شيء.
error-reason-missing = لم يُذكر السبب. لم يُتخذ أي قرار.
error-reason-missing-hint = اكتب في كلمات قليلة كيف عرفت ذلك.
error-decision-unavailable = تعذّر سؤال المزوّد عن هذا الطلب: { $what }. لم يُتخذ أي قرار.
error-decision-unavailable-hint = تأكد من الإنترنت ثم قرّر بعد قليل. لا تبعه مرة أخرى في هذه الأثناء.
error-candidate-wrong-hint = قارن الرقم بلوحة المزوّد.
error-unfinished-order-exists = المنتج نفسه للزبون نفسه لم ينتهِ بعد. لم يُشترَ شيء جديد.
error-unfinished-order-exists-hint = انظر أولًا إلى العملية السابقة. بِع مرة أخرى فقط إذا أراد الزبون اثنين.
error-outcome-unknown = لم يصل الرد بعد، ونحن نتحقق. لا تبعه مرة أخرى ولا تُرجع المال.
error-outcome-unknown-hint = شغّل raseed recover أو اترك النافذة مفتوحة.
error-upstream-unavailable = تعذّر سؤال المزوّد: { $what }. لم يُشترَ شيء.
error-upstream-unavailable-hint = تأكد من الإنترنت وحاول بعد قليل.
error-key-or-address = لا يقبل المزوّد هذا المفتاح أو عنوان الإنترنت لهذا المتجر. لم يُشترَ شيء.
error-key-or-address-hint = على المالك التأكد من المفتاح وإضافة عنوان المتجر في لوحة المزوّد.
error-not-built-yet = غير متوفر بعد: { $what }. لم يُنفَّذ شيء.
error-not-built-yet-hint = يأتي هذا الجزء في إصدار لاحق من رصيد.
error-data-dir-unusable = لا يمكن استخدام مجلد البيانات: { $what }.
error-data-dir-unusable-hint = اختر بالخيار --data-dir مجلدًا يمكن الكتابة فيه.
error-newer-schema = { $what }. لم يتغيّر شيء.
error-newer-schema-hint = ثبّت إصدار رصيد الأحدث من جديد.
error-key-unreachable = تعذّر الوصول إلى المفتاح الذي يفتح أسرار هذا الجهاز. لم يتغيّر شيء.
error-key-unreachable-hint = سجّل الدخول إلى سطح المكتب لتُفتح حافظة المفاتيح، أو أعد ملف المفتاح إلى مكانه. لا تُنشئ مفتاحًا جديدًا: تضيع الرموز المحفوظة.
error-disk-full = القرص ممتلئ. لم يُرسل شيء ولم يُشترَ شيء.
error-disk-full-hint = أفرغ مساحة ثم بِع من جديد.
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
error-not-allowed = لا يُسمح لـ { $what } بهذا.
error-not-allowed-hint = اطلب من المدير أو المالك.

# لماذا الطلب في هذه الحالة.

reason-never-sent = لم يُرسل إلى المزوّد. لم يُخصم شيء.
reason-unreachable = تعذّر الوصول إلى المزوّد. لم يُرسل شيء.
reason-unreachable-detail = تعذّر الوصول إلى المزوّد ({ $detail }). لم يُرسل شيء.
reason-key-or-address = لا يقبل المزوّد هذا المفتاح أو عنوان الإنترنت لهذا المتجر. لم يُخصم شيء. أبلغ المالك.
reason-insufficient-balance = رصيد المتجر عند المزوّد غير كافٍ. لم يُخصم شيء. أبلغ المالك.
reason-insufficient-balance-detail = رصيد المتجر عند المزوّد غير كافٍ ({ $detail }). لم يُخصم شيء. أبلغ المالك.
reason-wallet-missing = لا توجد للمتجر محفظة بهذه العملة. لم يُخصم شيء. أبلغ المالك.
reason-supplier-refused = رفض المزوّد الطلب. لم يُخصم شيء.
reason-supplier-refused-detail = رفض المزوّد الطلب: { $detail }. لم يُخصم شيء.
reason-preflight-refused = لم يُقبل الحساب. لم يُخصم شيء.
reason-preflight-refused-detail = لم يُقبل الحساب: { $detail }. لم يُخصم شيء.
reason-preflight-unavailable = تعذّر التحقق من الحساب، فلم يُشترَ شيء.
reason-too-many-requests = المزوّد مشغول، وتأكدنا من أنه لم يُشترَ شيء.
reason-repeat-refused = رفض المزوّد الطلب، وتأكدنا من أنه لم يُشترَ شيء.
reason-repeat-refused-detail = رفض المزوّد الطلب ({ $detail })، وتأكدنا من أنه لم يُشترَ شيء.
reason-turn-held = ما زلنا نتحقق من عملية شراء أخرى عند هذا المزوّد، ولا تجري إلا واحدة في وقت واحد. لم يُرسل شيء.
reason-price-risen = يطلب المزوّد أكثر من قبل. لم يُشترَ شيء. بِع مرة أخرى لقبول التكلفة الجديدة.
reason-price-risen-detail = يطلب المزوّد أكثر من قبل ({ $detail }). لم يُشترَ شيء. بِع مرة أخرى لقبول التكلفة الجديدة.
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
reason-person-decided = قرّر شخص.
reason-person-decided-detail = قرّر شخص: { $detail }
reason-tender-expired = لم يدفع الزبون في الوقت المحدد. لم يُخصم شيء ولم يُشترَ شيء.
reason-card-declined = رُفضت البطاقة. لم يُخصم شيء ولم يُشترَ شيء.
reason-card-declined-detail = رُفضت البطاقة (الرمز { $detail }). لم يُخصم شيء ولم يُشترَ شيء.
reason-card-field = لم تُقبل البطاقة. لم يُخصم شيء ولم يُشترَ شيء.
reason-card-field-detail = لم تُقبل البطاقة: { $detail } غير صحيح. لم يُخصم شيء ولم يُشترَ شيء.
reason-processor-refused = رفضت بوابة الدفع. لم يُخصم شيء ولم يُشترَ شيء.
reason-processor-refused-detail = رفضت بوابة الدفع: { $detail }. لم يُخصم شيء ولم يُشترَ شيء.
reason-processor-key = لا تقبل بوابة الدفع هذا المفتاح. لم يُخصم شيء ولم يُشترَ شيء. أبلغ المالك.
reason-processor-unreachable = تعذّر الوصول إلى بوابة الدفع. لم يُخصم شيء ولم يُشترَ شيء.
reason-processor-unreachable-detail = تعذّر الوصول إلى بوابة الدفع ({ $detail }). لم يُخصم شيء ولم يُشترَ شيء.
reason-tender-absent = لا تعرف بوابة الدفع هذه الدفعة. لم يُشترَ شيء، وإن حُجز مال رغم ذلك يُفكّ حجزه.
reason-tender-never-sent = توقّف الجهاز قبل أن يُطلب الدفع من الزبون. لم يُخصم شيء ولم يُشترَ شيء.
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
event-delivered = تم التسليم ({ $detail }).
event-refused = لم يُنفَّذ. { $reason }
event-repeated = طُلب مرة أخرى بالمفتاح نفسه، والمزوّد لا يخصمه مرتين.
event-candidates = { $reason }
event-code-twice = سلّم المزوّد رمزًا سبق أن سلّمه، فاحتفظنا به.
event-resolved = قرّر { $clerk }: { $detail }
event-late-delivery = سلّمه المزوّد متأخرًا ({ $detail }). الرمز محفوظ للزبون التالي.
event-taken-back = استرجعه المزوّد ({ $detail }).
event-from-stock = من رمز سبق شراؤه ({ $detail }).
event-seen = قرأ { $clerk } ما جدّ في هذا الطلب.
event-adopted = تابعه البرنامج بعد توقّفه.
event-reveal = أُظهر الرمز على الشاشة.
event-print = طُبع على { $detail }.
event-print-failed = تعذّرت طباعته على { $detail }.
event-tender-sent = طُلب مال الزبون من بوابة الدفع.
event-tender-open = يستطيع الزبون الدفع الآن ({ $detail }).
event-tender-progress = تقول بوابة الدفع: { $detail }.
event-tender-lost = لا جواب واضح من بوابة الدفع ({ $detail }). نتحقق.
event-tender-repeated = سُئلت بوابة الدفع السؤال نفسه بالرقم نفسه.
event-tender-held = حجز مصرف الزبون المبلغ ({ $detail }).
event-tender-paid = دفع الزبون ({ $detail }).
event-tender-failed = لم يُخصم من الزبون شيء ({ $detail }).
event-tender-expired = لم يدفع الزبون في الوقت المحدد.
event-tender-unclear = جواب بوابة الدفع لا يحسم شيئًا ({ $detail }). يلزم أن ينظر فيه شخص.
event-capture = يُؤخذ ثمن ما سُلِّم: { $detail }.
event-not-captured = بوابة الدفع لا تأخذ المبلغ المحجوز ({ $detail }). يلزم أن ينظر فيه شخص.
event-give-back = يُرجَع { $detail }.
event-given-back = أُرجِع ({ $detail }).
event-not-given-back = بوابة الدفع لا تُرجعه ({ $detail }). يلزم أن ينظر فيه شخص.
event-let-go = فُكّ حجز المبلغ ({ $detail }).
event-cash-back = أرجع { $clerk } نقدًا: { $detail }

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
doctor-key-none = لا يوجد مفتاح بعد: لم يُعدّ شيء.
doctor-disk = { $what } ميغابايت فارغة.
doctor-disk-bad = { $what } ميغابايت فارغة فقط.
doctor-disk-bad-hint = أفرغ مساحة قبل أن يمتلئ القرص.
doctor-clock = الساعة تقول { $what }.
doctor-clock-bad = الساعة تقول { $what } ولا يمكن أن يكون صحيحًا.
doctor-clock-bad-hint = اضبط التاريخ والوقت؛ الاتصالات الآمنة لا تعمل من دونهما.
doctor-supplier = { $what } يردّ.
doctor-supplier-bad = { $what } لا يردّ: { $why }
doctor-supplier-plain = { $what } يردّ عبر HTTP عادي على هذا الجهاز.
doctor-processor = { $what } يردّ ويقبل المفتاح.
doctor-processor-bad = لا يستطيع { $what } أخذ المال: { $why }
doctor-processor-key-hint = على المالك التأكد من المفتاح وصلاحياته في لوحة البوابة.
doctor-printer = { $what } موجودة.
doctor-printer-bad = { $what }: { $why }
doctor-later = { $what } مُعدّ، لكن هذا الإصدار لا يستطيع استخدامه بعد.

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
printer-queue-stopped-hint = شغّله من إعدادات الطابعات في النظام، واحذف المهام القديمة أولًا.
printer-refused = ترفض الاتصال
printer-refused-hint = ربما تطبع نقطة بيع أخرى الآن؛ انتظر قليلًا. إن استمر ذلك فتأكد من العنوان والمنفذ (عادةً 9100).
printer-timed-out = لا أحد يجيب
printer-timed-out-hint = تأكد من الكهرباء وكابل الشبكة والعنوان. اطبع صفحة الاختبار من الطابعة نفسها: فيها عنوانها.
printer-not-found = لا توجد طابعة كهذه
printer-not-found-hint = تأكد من الكابل ومن العنوان في ملف الإعداد: المضيف أو الجهاز أو اسم الطابور.
printer-not-allowed = لا يحق لهذا المستخدم استعمالها
printer-not-allowed-hint = أضف المستخدم إلى المجموعة lp ‏(sudo usermod -aG lp USER) ثم سجّل الخروج وادخل من جديد.
printer-wrong-driver = ما يجيب هناك ليس طابعة ESC/POS، أو أن تعريفها يبتلع المهام الخام
printer-wrong-driver-hint = تأكد من المنفذ (عادةً 9100). في Windows أو CUPS عرّف الطابعة خامًا أو «Generic / Text Only».
printer-interrupted = انقطعت الطباعة في منتصفها
printer-interrupted-hint = انظر إلى الورق أولًا: ربما خرج الإيصال. ثم افحص الكابل واطبع من جديد، وسيُكتب عليه «نسخة».
printer-bad-address = عنوانها غير صحيح
printer-bad-address-hint = صحّحه في ملف الإعداد: المضيف والمنفذ، أو الجهاز، أو اسم الطابور.
printer-not-written = تعذّرت كتابة الملف
printer-not-written-hint = تأكد من المجلد ومن المساحة على القرص.
printer-wrong-paper = هذا النوع من الطابعات لا يقبل ورق A4
printer-wrong-paper-hint = استخدم paper = "80mm" أو "58mm"، أو طابعة من نوع pdf.
printer-not-on-this-system = هذا النوع من الطابعات لنظام آخر
printer-not-on-this-system-hint = النوع windows-raw لنظام Windows؛ استخدم هنا escpos-tcp أو escpos-device أو cups-raw.
printer-no-drawer = الملفات لا تفتح درجًا
printer-no-drawer-hint = سمِّ طابعة إيصالات بالخيار --printer.
printer-not-drawn = تعذّر رسم الإيصال
printer-not-drawn-hint = أظهر الرمز على الشاشة وأرسل السجل إلى الدعم.

# رمز تعذّر إرساله برسالة: عملية البيع نفسها تمّت.

hand-over-sms-later = العملية محفوظة. الرسائل النصية تأتي في إصدار لاحق: اطبع الرمز أو أظهره.

# رقم لا تعطيه أي خطة ترقيم: ينبّه ولا يمنع.

phone-looks-odd = يبدو هذا الرقم غير مألوف. اقرأه على الزبون.

verify-ok = كل شيء كما كُتب: { $records } قيد، أحدثها { $head }.
verify-bad = ليس كل شيء كما كُتب: { $records } قيد، أحدثها { $head }.
verify-more = و{ $what } أخرى.
flaw-damaged = ملف قاعدة البيانات تالف.
flaw-damaged-hint = أوقف البيع. انسخ مجلد البيانات وافحص القرص واستعد آخر نسخة احتياطية.
flaw-orphan = سطر يشير إلى سطر غير موجود.
flaw-orphan-hint = حُذف شيء من خارج البرنامج. انسخ مجلد البيانات وقارن بآخر نسخة احتياطية.
flaw-record-changed = هذا القيد أو الذي قبله تغيّر بعد كتابته.
flaw-record-changed-hint = انسخ مجلد البيانات، وابحث عن القيد في آخر نسخة احتياطية، وقارن الطلب بقائمة المورّد نفسه.
flaw-record-missing = هذا القيد مفقود.
flaw-record-missing-hint = انسخ مجلد البيانات، وابحث عن القيد في آخر نسخة احتياطية، وعن طلبات عند المورّد ليست هنا.
flaw-record-unreadable = هذا القيد ليس على صيغة السجل.
flaw-record-unreadable-hint = انسخ مجلد البيانات وابحث عن القيد في آخر نسخة احتياطية.
flaw-head-changed = نهاية السجل لم يكتبها هذا الجهاز.
flaw-head-changed-hint = قارنها بالرقم في أسفل آخر إيصال. اسأل من كان على الحاسوب، وقارن آخر الطلبات بقائمة المورّد نفسه.
flaw-distrusted = قبل هذا القيد لم تكن نهاية السجل من هذا الجهاز. تابع البرنامج الكتابة ويقول ذلك هنا.
flaw-distrusted-hint = كل ما قبل هذا القيد ربما تغيّر. قارنه بالإيصالات وبقائمة المورّد نفسه.
flaw-anchor-ahead = كان هنا قيد أحدث: هذه نسخة أقدم، أو قُطعت النهاية.
flaw-anchor-ahead-hint = إن استُعيدت نسخة احتياطية فابحث عند المورّد عن الطلبات منذ ذلك الحين. وإلا فاسأل من كان على الحاسوب.
flaw-anchor-differs = كان هذا القيد غير ما هو الآن: استُبدل السجل من نقطة قبله.
flaw-anchor-differs-hint = انسخ مجلد البيانات وقارن بالإيصالات وبقائمة المورّد نفسه.
flaw-anchor-forged = ما هو محفوظ هنا لم يكتبه هذا الجهاز.
flaw-anchor-forged-hint = إن كان الملف تالفًا فقط فاحذفه، والأمر التالي يكتبه من جديد. وإن لم يتلفه أحد فقارن بالإيصالات.
flaw-anchor-missing = لا شيء خارج قاعدة البيانات يقول إلى أين وصل السجل.
flaw-anchor-missing-hint = قارن أحدث قيد بالرقم في أسفل آخر إيصال. الأمر التالي يحفظه من جديد.
flaw-row-differs = هذا ليس ما يقوله السجل.
flaw-row-differs-hint = السجل هو الصحيح. قارن الطلب بإيصاله وبقائمة المورّد نفسه قبل أن تفعل شيئًا.
flaw-row-unrecorded = السجل لا يعرف هذا.
flaw-row-unrecorded-hint = أُضيف من خارج البرنامج. لا تسلّم رمزه، وابحث عن الطلب عند المورّد.
flaw-row-missing = السجل يذكر هذا وهو غير موجود.
flaw-row-missing-hint = حُذف من خارج البرنامج. ابحث عنه في آخر نسخة احتياطية، أو عند المورّد بمرجعه.
flaw-derived-differs = ما يُعرض منه أو يُبحث به عنه لا يطابقه.
flaw-derived-differs-hint = تغيّر من خارج البرنامج. اعتمد الإيصال وقائمة المورّد نفسه.

# The catalogue.

catalog-synced = أُضيف { $added } وتغيّر { $changed } وأُزيل { $removed }.
catalog-none = ليس لدى { $what } قائمة منتجات يمكن جلبها: منتجاته تأتي من ملف الإعداد.
catalog-empty = لا يعرض { $what } أي منتج. هذا غير معقول، فلم يتغيّر شيء.
