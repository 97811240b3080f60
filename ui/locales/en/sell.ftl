### The sell screen: products, basket, details, payment, result.

search = Search products
search-placeholder = Product, brand or barcode
search-found = { $count ->
    [one] { $count } product
   *[other] { $count } products
}
categories = Categories
category-favourites = Favourites
category-all = All
category-games = Games
category-gaming = Games
category-shopping = Shopping
category-streaming = Streaming
category-mobile = Mobile
category-vouchers = Vouchers
category-voucher = Vouchers
category-topups = Top-ups
category-topup = Top-ups
category-software = Software
category-gift_cards = Gift cards
category-other = Other
products = Products
products-none = No product is called that
products-none-hint = Try a shorter word, the brand, or another spelling.
products-clear = Clear the search
products-empty = No products yet
products-empty-hint = Open “Settings”, then “Suppliers and payment companies”, and choose “Fetch products now”.
products-more = Show more
kind-voucher = Voucher
kind-topup = Top-up
tile-inactive = Not sold now
tile-no-price = No price set
tile-pinned = Pinned
pin = Pin to the favourites
pin-off = Take off the favourites
pin-what = A pinned product stands first among the favourites, with a key of its own.
pin-is = It is pinned. Taken off, it comes back by itself if it sells often at this hour.
pin-done = Pinned: { $name }
pin-taken-off = Not pinned any more: { $name }
pin-hint = A right or long press on a product, or the menu key, pins it.
favourites-empty = No favourites yet
favourites-empty-hint = What sells most at this hour comes here by itself. A right or long press on a product pins it here.
tile-shelf = { $there } in the shop's stock.
tile-shelf-now = { $there } in the shop's stock, { $now } of them sold now.
tile-shelf-kept = Sold for cash while the supplier does not answer.
tile-in-basket = { $count } in the basket

basket = Basket
basket-items = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
basket-open = Open the basket
basket-close = Back to the products
basket-clear = Clear
basket-empty = The basket is empty
basket-empty-hint = Type a name, scan a barcode, or press a product. In one line too: jawwal 20 0599…
basket-clear-title = Clear the basket?
basket-clear-text = What was typed for it goes too. Nothing of it was bought.
basket-clear-keep = Keep it
hold = Hold
held = Held baskets
held-count = { $count ->
    [one] { $count } held
   *[other] { $count } held
}
held-done = Basket held. { $key } recalls it.
held-empty = No basket is held
held-empty-hint = Hold puts a basket aside while its customer looks for something. The till keeps it for a day.
held-for = Held baskets are cleared after a day. Nothing of them was bought.
held-swaps = What lies in the basket now is held in its place.
held-gone = { $product } is not in the catalogue any more. Its line was left out.
held-cleared = Held for a day and cleared: { $what }. Nothing of it was bought.
held-not-now = This basket is being paid. Go back first.
line-more = One more: { $name }
line-less = One fewer: { $name }
line-remove = Remove: { $name }
line-quantity = Quantity
line-quantity-of = Quantity: { $name }
total = Total

phone = Phone number
phone-optional = Customer’s phone (optional)
field-wrong = This does not look right. Compare it with the customer’s.
check = Check the account
check-plain = Check with the supplier
check-again = Check again
check-busy = Asking the supplier…
check-ok = Account holder
check-ask = Is this right? Read it to the customer.
check-ok-plain = The supplier has it. It can be sold.
check-no = The supplier says no

pay = Take payment
pay-empty = The basket is empty
pay-adding = Adding up…
pay-needs-phone = Phone number is missing
pay-wrong-phone = Phone number is not complete
pay-needs-field = Missing: { $field }
pay-wrong-field = Not right: { $field }
pay-needs-check = Check the account first
pay-check-no = The supplier refused the account
payment = Payment
tender = Pay with
tender-cash = Cash
received = Received
received-exact = Empty means the exact amount
quick-amounts = Usual amounts
change = Change
change-short = Too little: { $amount } is to be paid
confirm = Take { $amount } and deliver
confirm-busy = Sending… { $time }
confirm-busy-hint = Do not sell it again. This till is talking to the supplier.
confirm-short = The amount received is too little
confirm-wrong = Correct the amount received
confirm-target = To
confirm-holder = Account holder
lost-title = The answer got lost
lost-text = It is not known whether the sale went out. Do not sell it again and do not give money back. Look in “Orders” first.
lost-orders = Open the orders

again-title = This was just sold and is not finished
again-earlier = Earlier sale
again-anyway = Sell another one anyway
again-wait = Do not sell

result-new = New sale
result-next = Serve the next customer
result-late = Nothing is lost: this sale stays in the waiting room and is followed up by itself.

amount = Amount ({ $currency })
amount-range-step = { $min } to { $max }, in steps of { $step }
amount-range = { $min } to { $max }
amount-least = { $min } or more
amount-most = Up to { $max }
amount-wrong = This amount cannot be sold.
amount-choices = Possible amounts
pay-needs-amount = Choose the amount
pay-wrong-amount = Amount: { $bounds }
confirm-amount = Amount
tile-from = from

room = Waiting sales
room-waiting = { $count ->
    [one] { $count } waiting
   *[other] { $count } waiting
}
room-ready = { $count ->
    [one] { $count } ended
   *[other] { $count } ended
}
room-group-ready = Ended. Open to hand over
room-group-open = Under way
room-since = Waiting for { $time }
room-empty = Nothing is waiting.
room-done = Back to the basket
room-open = Open
room-parked = Sale in the waiting room
room-delivered = Delivered: { $name }
room-refused = Not delivered: { $name }. Give the customer { $amount } back.
room-part = Part delivered: { $name }. Give back { $amount }.
room-ended = { $name }: { $state }

tender-page = Card by QR
tender-keyed = Card keyed in
tender-line = Card payment
tender-state-pending = waiting for the customer
tender-state-authorised = held on the card
tender-state-paid = paid
tender-state-refunding = going back to the customer
tender-state-refunded = given back
tender-state-voided = let go, not charged
tender-state-failed = not charged
tender-state-expired = not paid
tender-state-unknown = being looked up
confirm-page = Show the QR for { $amount }
confirm-card = Charge { $amount } and deliver
confirm-card-short = The card is not complete
confirm-tender-no = Not possible this way
page-lead = The customer scans and pays on their own phone. Nothing is bought before it is paid.
page-rate = { $total } by the shop’s rate
page-qr = QR code of the pay page
page-waiting = Waiting for payment
page-left = { $time } left
page-over = The time is over. One last look…
page-cancel = Cancel payment
page-cancel-busy = Cancelling…
page-cancel-title = Cancel this payment?
page-cancel-text = Nothing is bought then. If the customer still pays on that page, the money goes back by itself.
page-cancel-keep = Keep waiting
tell-page = Nothing is bought before the customer has paid.
tell-card = The customer’s bank is asked. Do not charge the card again.
card-number = Card number
card-ends = Expires (MM/YY)
card-code = Security code
card-holder = Name on the card (optional)
card-number-wrong = This number has a mistake in it.
card-ends-wrong = Month and year, such as 08/29.
card-code-wrong = Three or four digits.
card-refused = The bank did not accept this.
card-note = Used once for this charge. It is written down nowhere.
print-all = Print all ({ $count })
line-part = { $n } of { $total } delivered
line-part-back = { $n } of { $total } delivered. Hand over { $n }, give back { $amount }.
line-none-back = Give back { $amount }.
result-what = What was sold
result-other = Take the money another way
