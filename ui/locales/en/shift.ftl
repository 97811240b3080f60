### The drawer's shift.

shift = Shift
shift-lead-closed = Count the drawer and open a shift. Sales made before belong to it as well.
shift-lead-open = Shift { $number } is open.
shift-open-title = Open a shift
shift-open-hint = Count what is in the drawer now. That is the float.
shift-open-do = Open the shift
shift-pieces = Notes and coins
shift-piece = How many of { $worth }
shift-total = In the drawer, { $currency }
shift-total-hint = Count above, or type the sum.

shift-since = Open since
shift-by = Opened by
shift-length = Length
shift-float = Float
shift-sales = Sales
shift-units = Codes and top-ups
shift-unfinished = Being checked
shift-not-handed = Not printed or sent
shift-blind = What should be in the drawer is shown after it was counted.
shift-drawer = Drawer, { $currency }
shift-about = This shift
shift-float-of = Float, { $currency }
shift-cash-sales = Cash from sales
shift-cash-back = Cash given back
shift-pay-ins = Pay-ins
shift-debt-repaid = Debts repaid
shift-on-account = On account
shift-pay-outs = Pay-outs
shift-expected = Expected
shift-counted = Counted
shift-tenders = Payments
shift-cash = Cash
shift-net = Net sales
shift-tax = Tax in it, { $rate }%
shift-profit = Profit
shift-payments = Pay-ins and pay-outs
shift-payments-none = None so far

shift-pay-in = Pay in
shift-pay-out = Pay out
shift-print-x = Print X
shift-close = Close the shift

shift-pay-in-title = Put cash into the drawer
shift-pay-out-title = Take cash out of the drawer
shift-pay-amount = Amount
shift-pay-currency = Currency
shift-pay-reason = What for
shift-pay-reason-missing = Write what it is for.
shift-pay-in-do = Put in
shift-pay-out-do = Take out
shift-reason-change = Change from the bank
shift-reason-safe = To the safe
shift-reason-supplies = Supplies
shift-reason-deposit = Deposit to a supplier
shift-paid = Booked.

shift-close-title = Close the shift
shift-close-hint = Count everything in the drawer, the float too. What it should be is shown afterwards.
shift-close-unfinished = { $count ->
    [one] { $count } order is not finished. It stays followed up, and its end is in a later report.
   *[other] { $count } orders are not finished. They stay followed up, and their ends are in a later report.
}
shift-note = Note
shift-note-hint = Only if you know of something that does not add up.
shift-close-do = Close and make the Z

shift-closed = Shift { $number } is closed
shift-exact = It adds up.
shift-exact-why = What was counted is what should be there.
shift-over = Over by { $amount }
shift-over-why = There is more than should be. Most often change was given too small, or a pay-in was not written down.
shift-short = Short by { $amount }
shift-short-why = There is less than should be. Most often change was given too large, or cash was taken out and not written down.
shift-wallets-exact = Every wallet that could be asked adds up.
shift-wallet-differs = { $supplier }: the supplier says { $amount } { $currency } more or less than expected. A deposit, or another till on the account, may be why.
shift-print-z = Print Z
shift-print-again = Print again
shift-printed = Sent to the printer.
shift-done = Next shift

shift-past = Earlier reports
shift-past-none = No report yet
shift-past-clerk = A manager sees earlier reports.
shift-z = Z { $number }
shift-more = Earlier ones

z-sales = Sales
z-gross = Sold
z-refused = Not delivered ({ $count })
z-refunds = Refunds ({ $count })
z-before = Of it before opening ({ $count })
z-found = Found after restore, not in the sums
z-found-unpriced = Of them price not told
z-cancelled = Not paid, nothing bought
z-vouchers = Vouchers ({ $count })
z-topups = Top-ups ({ $count })
z-by-supplier = By supplier
z-by-category = By category
z-by-product = Best sellers
z-no-category = Other
z-debt = Debt book
z-debt-given = Given on account
z-debt-taken-off = Taken off
z-debt-repaid = Repaid in cash
z-debt-forgiven = Forgiven
z-wallets = Suppliers' wallets
z-wallet-opening = At opening
z-wallet-deposits = Deposits
z-wallet-charged = Charged
z-wallet-rolled-back = Given back
z-wallet-reported = Supplier says
z-wallet-difference = Difference
z-wallet-explained = Of it explained
z-wallet-unexplained = Not explained
z-wallet-strays = Orders there, not here
z-wallet-open = Open orders
z-wallet-charged-before = Open at the last Z, bought
z-wallet-mute = does not answer
z-wallet-hours = Lasts about
z-hours = { $hours } h
z-unfinished = Not finished
z-unfinished-count = Being checked ({ $count })
z-unfinished-oldest = Oldest
z-unfinished-attention = Need a decision
z-unfinished-money = Money not back yet
z-control = Control
z-none = none
z-nobody = No name
z-voids = Pay pages given up
z-refunds-count = Refunds
z-against-rule = Refunds against the table
z-reprints = Reprints
z-reveals = Codes shown
z-no-sales = Drawer opened
z-overrides = Overrides
z-price-changes = Price changes
z-approvals = Approved by a manager
z-forgiven = Debts forgiven
z-wrong-pins = Wrong PINs
z-rates = Rates
z-profit = Profit
z-cost = Cost
z-tax = Tax in it
z-uncosted = Cost not known
z-look = Look at Z { $number }
z-back = Back to the shift

shift-reconcile = Reconcile wallets
reconcile = Wallets and books
reconcile-since = Since { $time }
reconcile-again = Ask again
reconcile-asking = Asking every supplier for balances and orders…
reconcile-unread-supplier = { $supplier } could not be compared now. Ask again later.
reconcile-fits = Wallets and books agree. No order is there and not here, or the reverse.
reconcile-no-wallets = No supplier told a balance. Look at the lamps, then ask again.
reconcile-booked = Booked.
wallet-opening = At the beginning
wallet-deposits = Paid in
wallet-charged = Charged
wallet-rolled-back = Given back
wallet-expected = Should be
wallet-reported = Supplier says
wallet-open = Orders of unknown fate
wallet-charged-before = Orders of unknown fate before, charged then
wallet-unknown = Not told
wallet-exact = Exactly as it should be.
wallet-explained = The difference is explained:
wallet-differs = Not explained yet:
wallet-told-by-supplier = Told by the supplier
strays = { $count ->
    [one] One order is at a supplier and not here
   *[other] { $count } orders are at suppliers and not here
}
strays-lead = Another till on the same account may have made them, or somebody in the supplier’s panel. Choose some, write how you know, and say whose they are.
strays-may-be-ours = May be a sale that the backup did not have
strays-no-time = No time
strays-why = How do you know?
strays-ours = Ours: take them in
strays-not-ours = Not ours
strays-hint = What is ours becomes a sale found after restore; it is never sent again. What is not ours explains the wallet by its cost.
strays-choose = Choose many at once
strays-all = All
strays-picked = { $count ->
    [0] None chosen. One reason counts for all you choose; each is written down by itself.
    [one] One chosen.
   *[other] { $count } chosen. The reason counts for all of them; each is written down by itself.
}
strays-progress = { $done } of { $total } done
not-listed = { $count ->
    [one] One order of ours is not on its supplier’s list
   *[other] { $count } orders of ours are not on their suppliers’ lists
}
not-listed-lead = The supplier had told us that it has them. Ask it, then write down what it says.
not-listed-why = What the supplier says
not-listed-do = Note it
book = Book on a wallet
book-lead = Not every supplier tells what was paid in. What is booked is kept with its reason and your name.
book-deposit = Paid in
book-explained = Explain a difference
book-supplier = Supplier
book-amount = Amount, { $currency }
book-minus = A minus before the amount takes it from the wallet, such as a fee or a correction.
book-note-deposit = How it was paid
book-note-explained = What it is
book-do = Book it
