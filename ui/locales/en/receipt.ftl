# Slips.

receipt-training = TRAINING · NO VALUE
receipt-copy = COPY { $number }
receipt-copy-when = Printed again { $when }
receipt-phone = Tel. { $phone }
receipt-tax-number = Tax no. { $number }
receipt-date = Date
receipt-order = Our reference
receipt-slip = Slip
receipt-clerk = Served by
receipt-worth = worth { $amount }
receipt-price = Price
receipt-tax = incl. { $name } { $rate }%
receipt-tax-name = tax
receipt-total = Total
receipt-received = Received
receipt-change = Change
receipt-paid = Paid
receipt-tender = Paid by
receipt-tender-cash = cash
receipt-tender-debt = on account
receipt-tender-page = Payerly
receipt-tender-card = bank card
receipt-code = Code
receipt-pin = PIN
receipt-serial = Serial number
receipt-expiry = Valid until
receipt-url = Address
receipt-customer = Phone
receipt-state = State
receipt-state-delivered = Delivered
receipt-provider-order = Supplier's order
receipt-qr-code = The QR code holds the same code
receipt-qr-url = The QR code opens the address
receipt-redeem = How to use it
receipt-cash-note = Treat this slip as cash.
receipt-fade-note = Thermal paper fades: photograph the code.
receipt-scam-note = Nobody from the supplier will ever ask you to read a code.
receipt-topup-note = If it has not arrived in 15 minutes, bring this slip.
receipt-thanks = Thank you
receipt-journal = Journal { $what }

# While an order is not settled.

receipt-pay = PLEASE PAY
receipt-pay-how = Scan and pay with your own phone. Nothing is bought before it is paid.
receipt-pay-rule = This page is open for a short time only. Pay once.
receipt-claim = NOT FINISHED YET
receipt-claim-number = Your number
receipt-claim-rule = Keep this slip. Do not pay again.
receipt-claim-how = We are following it up. Ask here with this number: you get your code, or your money back.
receipt-claim-qr = For the shop: finds this order

# When it was not delivered.

receipt-failure = NOT DELIVERED
receipt-failure-rule = Nothing was bought and the supplier charged nothing.
receipt-taken-back = TAKEN BACK BY THE SUPPLIER
receipt-back-cash = Given back in cash
receipt-back-debt = Taken off your account
receipt-back-done = Given back
receipt-back-on-its-way = Goes back the way it was paid
receipt-back-never-paid = Was not charged

# The test print.

trial-title = TEST
trial-ruler = { $dots } dots. Both ends of the ruler must be on the paper.
trial-code = Zero has a slash; O has none
trial-symbols = A phone must read what is above
trial-printer = Printer
trial-kind = Kind
trial-address = Address
trial-paper = Paper · dots
trial-bands = Rows at once
trial-end = Everything above is whole, and the paper is cut below? Then this printer is ready.
trial-done = The test slip went to { $what }. Is it on the paper, whole and sharp?

# Reports of the drawer's shift.

report-x = X REPORT
report-z = Z REPORT { $number }
report-x-rule = A reading. The shift stays open.
report-shift = Shift
report-till = Till
report-opened = Opened
report-opened-by = Opened by
report-closed = Closed
report-closed-by = Closed by
report-lasted = Length
report-hours = { $hours } h { $minutes } min
report-drawn = Drawn up
report-printed-by = Printed by
report-version = Raseed
report-sales = Sales
report-sales-count = Sales · codes and top-ups
report-gross = Sold
report-refused = Not delivered ({ $count })
report-refunds = Refunds ({ $count })
report-net = Net
report-tax = Tax { $rate }% in { $gross }
report-before-opening = Of it before opening ({ $count })
report-found = Found after restore, not in the sums ({ $count })
report-found-unpriced = Of them price not told
report-cancelled = Not paid, nothing bought
report-kind-voucher = Vouchers ({ $count })
report-kind-topup = Top-ups ({ $count })
report-by-supplier = By supplier
report-by-category = By category
report-by-product = Best sellers
report-no-category = Other
report-tenders = Payments
report-tender-cash = Cash
report-tender-debt = On account
report-none = none
report-drawer = Cash drawer
report-float = Float
report-cash-sales = Cash from sales
report-cash-back = Cash given back
report-pay-ins = Pay-ins
report-drawer-debt = Debts repaid
report-pay-outs = Pay-outs
report-expected = Expected
report-counted = Counted
report-not-counted = not counted
report-over = OVER
report-short = SHORT
report-exact = Difference
report-payments = Pay-ins and pay-outs
report-note = Note
report-wallets = Suppliers' wallets
report-wallet-opening = At opening
report-wallet-deposits = Deposits
report-wallet-charged = Charged
report-wallet-rolled-back = Given back
report-wallet-expected = Expected
report-wallet-reported = Supplier says
report-wallet-difference = Difference
report-wallet-explained = Of it explained
report-wallet-unexplained = Not explained
report-wallet-strays = Orders there, not here
report-wallet-open = Open orders
report-wallet-charged-before = Open at the last Z, bought
report-wallet-mute = does not answer
report-wallet-hours = Lasts about
report-wallet-hours-left = { $hours } h
report-stock = Shop's stock
report-stock-there = On the shelf
report-stock-of = Of it
report-stock-parts = { $ahead } bought ahead, { $recovered } recovered
report-stock-cost = At cost
report-stock-bought = Bought ahead
report-stock-sold = Sold from stock
report-stock-coming = Not certain yet
report-stock-expired = Expired, not sold
report-stock-value = Stock at cost
report-unfinished = Not finished
report-unfinished-count = Being checked ({ $count })
report-unfinished-oldest = Oldest
report-unfinished-attention = Need a decision
report-unfinished-money = Money not back yet
report-unfinished-handed = Delivered, not printed or sent
report-control = Control
report-nobody = No name
report-voids = Pay pages given up
report-refunds-count = Refunds
report-reprints = Reprints
report-reveals = Codes shown
report-against-rule = Refunds against the table
report-price-changes = Price changes
report-no-sales = Drawer opened
report-overrides = Overrides
report-approvals = Approved by a manager
report-forgiven = Debts forgiven

report-debt = Debt book
report-debt-given = Given on account
report-debt-taken-off = Taken off
report-debt-repaid = Repaid in cash
report-debt-forgiven = Forgiven

receipt-debt-title = PAYMENT ON ACCOUNT
receipt-debt-customer = Customer
receipt-debt-owed = Owed before
receipt-debt-paid = Paid in cash
receipt-debt-left = Still owed
report-wrong-pins = Wrong PINs
report-rates = Rates
report-profit = Profit (owner only)
report-revenue = Net sales
report-tax-within = Tax in it
report-cost = Cost
report-margin = Margin
report-uncosted = Cost not known
report-sign-clerk = Clerk
report-sign-manager = Manager
report-head = Journal at closing { $what }

receipt-refund-not-shown = A code that was shown is not refunded.
receipt-refund-also-shown = Refunded also after the code was shown.
receipt-refund-within = { $form ->
    [one] Ask within 1 hour of the sale.
   *[other] Ask within { $hours } hours of the sale.
}
receipt-refund-within-days = { $form ->
    [one] Ask within 1 day of the sale.
   *[other] Ask within { $days } days of the sale.
}
receipt-refund-proof-slip = Keep the slip: nothing is refunded without it.
receipt-refund-proof-supplier = Only where the supplier confirms that the code does not work.
