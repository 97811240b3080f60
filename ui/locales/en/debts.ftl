### The debt book: customers who buy on account, what they owe, and what they pay of it.

debts = Debt book
debts-card = Customers on account
debts-loading = Reading the debt book…
debts-owed = Owed to the shop
debts-search = Find by name or phone
debts-list = Customers
debts-count = { $count ->
    [one] 1 customer
   *[other] { $count } customers
}
debts-none = Nobody buys on account yet
debts-none-hint = Add a customer with a name and a phone. They can then take goods now and pay later, up to their limit.
debts-none-found = No customer like this
debts-none-found-hint = Try a part of the name, or the last digits of the phone.
debts-closed = Nothing is sold on account
debts-closed-hint = The owner opens the debt book by saying how much a customer may owe.
debts-closed-owing = The debt book is closed: nothing more is sold on account. What is owed can still be paid.
debts-settled = owes nothing
debts-credit = { $amount } in credit
debts-age-days_0_7 = 0–7 days
debts-age-days_8_30 = 8–30 days
debts-age-days_31_90 = 31–90 days
debts-age-days_over_90 = over 90 days

debts-book = How much may a customer owe?
debts-book-lead = The usual limit of everybody who has none of their own. Without it nothing is sold on account.
debts-book-limit = Usual limit
debts-book-open = Open the debt book
debts-book-save = Save
debts-book-close = Close the book
debts-book-kept = A customer may owe { $amount }.
debts-book-closed = The debt book is closed.

debts-add = Add a customer
debts-add-do = Add
debts-added = { $name } can buy on account.
debts-name = Name
debts-phone = Phone
debts-phone-note = The number that finds them at the counter, and where a reminder goes.
debts-limit = Limit
debts-limit-own = Own limit
debts-limit-note = Empty: the usual limit of the shop.
debts-limit-change = Limit
debts-limit-title = How much may { $name } owe?
debts-limit-do = Save
debts-limit-kept = The limit is saved.
debts-owes = Owes
debts-room = Can still buy
debts-over = over the limit

debts-statement = What happened
debts-statement-none = Nothing was sold on account yet.
debts-balance = Balance
debts-kind-sold = Sold
debts-kind-taken_off = Taken off
debts-kind-repaid = Paid
debts-kind-forgiven = Forgiven
debts-sale-open = The orders of this sale
debts-sale = Sold on account, { $at }
debts-sale-loading = Looking for the orders…

debts-repay = Take a payment
debts-repay-title = { $name } pays
debts-repay-amount = Cash received
debts-repay-all = Everything
debts-repay-do = Take { $amount }
debts-repay-do-empty = Take the payment
debts-repay-busy = Booking…
debts-repay-shift = The cash goes into the drawer and is counted at the end of the shift.
debts-repaid = { $amount } taken. { $left } left to pay.
debts-repaid-slip = The payment stands. The slip was not printed: { $why }

debts-forgive = Forgive
debts-forgive-title = Forgive { $name }
debts-forgive-lead = What is forgiven is not asked for again. The reason and your name are kept.
debts-forgive-amount = How much
debts-forgive-reason-lost = Cannot be reached any more
debts-forgive-reason-hardship = Cannot pay
debts-forgive-reason-mistake = Written down by mistake
debts-forgive-do = Forgive
debts-forgiven = { $amount } forgiven.

debts-remind = Remind
debts-remind-busy = Opening…
debts-reminded = WhatsApp is open for { $to }. Press send there.

tender-debt = On account
account-find = Who takes it on account?
account-find-hint = Name or phone
account-none-hint = A manager adds them with a name and a phone.
account-other = Another customer
account-before = Owes now
account-after = Will owe
account-limit = Limit
account-left = Can buy after that
account-over = This passes the limit of { $limit }. A manager’s PIN lets it pass.
account-over-own = This passes the limit of { $limit }. You may let it pass.
account-over-what = On account of { $name } beyond the limit
confirm-account = Put { $amount } on account and deliver
confirm-account-who = Choose who takes it on account
confirm-account-over = Pass the limit and deliver
result-account = On account of { $name }
result-account-nobody = On account
result-owes = Now owes
