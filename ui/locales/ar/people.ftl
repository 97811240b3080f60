### People: approvals at the till, signing in after too many wrong PINs, who works here.

grant-title = يلزم إذن المدير
grant-pin = رمز دخول المدير
grant-owner-pin = رمز دخول المالك
grant-once = لهذه العملية وحدها التي يجريها { $clerk }، ويُحفظ الاسمان في السجل.
grant-next = سيُطلب رمز دخول المدير في الخطوة التالية.
grant-do = موافقة
grant-cancel = ليس الآن

lock-wait = لن يُقبل أي رمز قبل { $wait } دقيقة: كثرت الرموز الخاطئة.
lock-wait-hint = كل رمز خاطئ مسجَّل. من يختر اسمه يمكنه المتابعة.
lock-who = من أنت؟
lock-pin-of = رمز دخول { $name }
lock-someone-else = شخص آخر
