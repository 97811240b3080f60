# Slips.

receipt-training = TRAINING · NO VALUE
receipt-copy = COPY { $number }
receipt-copy-when = Printed again { $when }
receipt-phone = Tel. { $phone }
receipt-date = Date
receipt-order = Our reference
receipt-slip = Slip
receipt-clerk = Served by
receipt-worth = worth { $amount }
receipt-price = Price
receipt-total = Total
receipt-received = Received
receipt-change = Change
receipt-paid = Paid
receipt-tender = Paid by
receipt-tender-cash = cash
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
receipt-price = Price
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
