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
shift-pay-outs = Pay-outs
shift-expected = Expected
shift-counted = Counted
shift-tenders = Payments
shift-cash = Cash
shift-net = Net sales
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
