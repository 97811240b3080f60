### ملف الشكوى: ملف عن طلب واحد لدعم المزوّد، بلا رمز ولا رقم سري.

dispute-title = استفسار عن طلب
dispute-note = من المتجر: { $note }

dispute-claim-broken = الرمز لا يعمل. نرجو التحقق من صلاحيته وهل استُخدم، ثم استبداله أو إعادة المبلغ المخصوم.
dispute-claim-never = لم يصلنا ما طلبناه. نرجو إفادتنا بما جرى لهذا الطلب، ثم تسليمه أو إعادة المبلغ المخصوم.
dispute-claim-twice = خُصم منا مرتين عن طلب واحد. نرجو التحقق وإعادة الخصم الثاني.
dispute-claim-other = نرجو مراجعة هذا الطلب وإفادتنا بحالته عندكم.

dispute-happened-prepared = كُتب هذا الطلب في جهازنا ولم يُرسل بعد.
dispute-happened-waiting = أرسلنا هذا الطلب في { $sent } ولم ينته بعد.
dispute-happened-unknown = أرسلنا هذا الطلب في { $sent } ولم يصلنا جواب واضح.
dispute-happened-needs-attention = أرسلنا هذا الطلب في { $sent } ولم نستطع معرفة ما جرى له.
dispute-happened-delivered = سُلِّم إلينا هذا الطلب في { $ended }.
dispute-happened-refused = انتهى هذا الطلب في { $ended } دون أن يصلنا شيء.
dispute-happened-refunded = سُلِّم هذا الطلب ثم أُلغي وأُعيد مبلغه.

dispute-order = الطلب
dispute-supplier-order = رقم الطلب عندكم
dispute-supplier-state = آخر حالة وصلتنا منكم
dispute-reference = مرجعنا
dispute-own-order = رقم الطلب عندنا
dispute-state = الحالة في جهازنا
dispute-reason = السبب

dispute-product = ما طُلب
dispute-name = المنتج
dispute-item = رقم الصنف عندكم
dispute-face = القيمة الاسمية
dispute-charged = المخصوم من حسابنا
dispute-expected = الخصم المتوقع
dispute-price = السعر للزبون
dispute-phone = رقم الهاتف

dispute-delivered = ما سُلِّم
dispute-secret-code = الرمز (آخر أحرفه)
dispute-secret-url = الرابط (آخر أحرفه)
dispute-secret-serial = الرقم التسلسلي
dispute-secret-expiry = تاريخ الانتهاء

dispute-times = الأوقات
dispute-created = أُنشئ
dispute-sent = أُرسل إليكم
dispute-accepted = استلمتموه

dispute-shop = المتجر والحساب
dispute-shop-name = المتجر
dispute-shop-phone = الهاتف
dispute-till = الجهاز
dispute-supplier = الحساب في جهازنا
dispute-kind = واجهة الربط
dispute-environment = البيئة

event-dispute-pack =
    { $detail ->
        [broken] أعد { $clerk } ملفًا لدعم المزوّد: الرمز لا يعمل.
        [never] أعد { $clerk } ملفًا لدعم المزوّد: لم يُسلَّم شيء.
        [twice] أعد { $clerk } ملفًا لدعم المزوّد: خُصم مرتين.
       *[other] أعد { $clerk } ملفًا لدعم المزوّد.
    }
