# Slips.

receipt-training = TRAINING · NO VALUE
receipt-copy = COPY { $number }
receipt-phone = Tel. { $phone }
receipt-date = Date
receipt-order = Order
receipt-clerk = Served by
receipt-face-value = Face value
receipt-price = Price
receipt-total = Total
receipt-received = Received
receipt-change = Change
receipt-tender = Paid by
receipt-tender-cash = cash
receipt-code = Code
receipt-pin = PIN
receipt-serial = Serial number
receipt-expiry = Valid until
receipt-url = Address
receipt-customer = Phone
receipt-state-delivered = Delivered
receipt-provider-order = Supplier's order
receipt-cash-note = Treat this slip as cash. Thermal paper fades: photograph the code.
receipt-scam-note = Nobody from the supplier will ever ask you to read a code.
receipt-topup-note = If it has not arrived in 15 minutes, bring this slip.
receipt-thanks = Thank you
receipt-journal = Journal { $what }
