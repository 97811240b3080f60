### Orders, attention, and the story of one order.

orders = Orders
orders-search = Search orders
orders-search-placeholder = Phone, reference, product or last four of a code
orders-states = Which orders
orders-all = All
orders-today = Today
orders-checking = Being checked
orders-attention = Needs attention
orders-failed = Failed
orders-phone = By phone
orders-phone-placeholder = Customer’s phone number, or its last four digits
orders-day = Up to day
orders-looking = Looking through earlier orders…
orders-none = No orders yet
orders-none-hint = Everything sold on this till appears here.
orders-none-found = No order fits
orders-none-found-hint = Look for a phone number, a reference, a product, or the last four of a code.
orders-more = Earlier orders
column-time = Time
column-product = Product
column-customer = Customer
column-amount = Amount
column-state = State

attention = Needs a person
attention-lead = The till could not settle these by itself. Each stays here until somebody has decided or read it.
attention-to-sell = Go on selling
attention-group-cards = For you
attention-group-followed = Being checked by itself
attention-followed-hint = Nothing to decide yet. Do not sell these again.
attention-unsent = Messages to the owner that did not arrive
attention-none = Nothing needs you
attention-rest-none = Nothing else needs you.
attention-none-hint = Every order has a certain answer or is still being followed up by itself.
attention-since = since { $time }
attention-known = What we know
attention-sold-by = Sold by
attention-paid = Customer paid
attention-unknown-phone = Not given

text-done = What did you do?
text-done-texted_again = Texted again
text-done-printed = Printed
text-done-told = Told them by voice
text-done-arrived = They have it
text-needs-choice = Say what you did
text-submit = Seen to
text-went-out = The text message went out after all
text-went-out-text = The text gateway has answered: the customer has it, or gets it in a moment.

decide = What became of it?
decide-how = Look in { $supplier }’s panel or call them, and name our reference.
decide-delivered = It was delivered
decide-delivered-voucher = The code is fetched from { $supplier } and shown here. The customer’s money stays in the drawer.
decide-delivered-topup = The credit is with the customer. The customer’s money stays in the drawer.
decide-delivered-nothing-known = Without it no code can be fetched.
decide-refused = Nothing was bought
decide-refused-cash = Give the customer { $amount } back. If the code comes later, it goes to recovered stock and is sold first.
decide-refused-cash-topup = Give the customer { $amount } back. If it is delivered later after all, you are told here.
decide-refused-debt = It is taken off what the customer owes. Give no cash.
decide-refused-card = Nothing more is bought. If the code comes later, it goes to recovered stock and is sold first.
decide-together = The supplier was asked once for several cards. You decide about all { $count } orders that share the request.
decide-candidates = Which of the supplier’s orders is it?
decide-candidates-hint = Compare time, product and amount.
decide-number = Supplier’s order number, from their panel
decide-reason = How do you know?
decide-reason-panel-yes = Seen in the supplier’s panel
decide-reason-phone-yes = The supplier said so by phone
decide-reason-customer-yes = The customer has it
decide-reason-panel-no = Not in the supplier’s panel
decide-reason-phone-no = The supplier says nothing was bought
decide-submit = Decide
decide-submit-delivered = It was delivered
decide-submit-refused = Nothing was bought
decide-submit-give-back = Nothing was bought, give back { $amount }
decide-needs-choice = Choose what became of it
decide-needs-candidate = Choose the supplier’s order
decide-needs-reason = Write how you know
decide-busy = Writing it down…
understood = Understood

decided-delivered = Decided: delivered
decided-delivered-code = Give the customer the code.
decided-delivered-topup = The customer has the credit. Nothing more to do.
decided-delivered-no-code = It is written down as delivered. No code could be fetched: hand over the one from the supplier’s panel.
decided-refused = Decided: nothing was bought
decided-refused-give-back = Give the customer { $amount } back now.
decided-refused-card = The customer’s card payment goes back the way it came. Give no cash.
decided-refused-debt = Taken off what the customer owes. Give no cash.
decided-together = All { $count } orders of this request were decided. The others are in the list of orders.
decided-itself = It has settled by itself meanwhile
decided-itself-text = The supplier has answered. Nothing is to be decided any more.
late-ask = Is it ours?
late-how = Look for this number in { $supplier }’s panel: time, product and amount tell whose it is.
late-ours = It is ours
late-ours-then = The code is fetched from { $supplier } and goes to recovered stock: the next customer who buys the same gets it. This order stays refused.
late-not_ours = It is not ours
late-not_ours-then = Another till on the same account bought it, for example. Nothing changes, and you are not asked about it again.
late-reason-other = Another till bought it
late-reason-known = Our order is in the supplier’s panel
late-needs-choice = Say whether it is ours
late-submit-ours = It is ours: fetch the code
late-submit-not_ours = It is not ours
late-done-ours = Written down: it is ours
late-done-ours-text = The code is in recovered stock. If this customer comes back, do not hand anything over: their money went back.
late-done-not_ours = Written down: it is not ours
late-done-not_ours-text = Nothing has changed.
decided-next = Next one
decided-done = Done, to selling

order-resolve = Decide what became of it
order-refund = Give money back…
refund-title = Give the customer’s money back
refund-lead-cash = Pay this out of the drawer. It is booked as given back, and cannot be undone.
refund-lead-card = The payment company gives this back to the customer’s card. Give no cash.
refund-lead-debt = This is taken off what the customer owes. Give no cash. It cannot be undone.
refund-whole = { $count ->
    [one] This is for one item.
   *[other] This is for all { $count } items of the sale, not for one of them.
}
refund-reason = Why?
refund-reason-broken = The code does not work
refund-reason-wrong = Wrong product sold
refund-reason-never = The customer never got it
refund-do = Give back
refund-busy = Giving back…
refund-against-code_shown = The code was shown: anybody may have redeemed it.
refund-against-too_late = It is asked for later than the refund table allows.
refund-against-note = It can be given back all the same. Your reason is kept with the order.
refund-bring-slip = Ask for the slip.
refund-bring-supplier = Ask the supplier first whether the code works.
refund-seen-slip = I have the slip in my hand
refund-seen-supplier = What did the supplier answer?
refund-seen = seen
refund-owner-only = Only the owner may give this back.
refund-done = The money is back with the customer.
refund-done-cash = Booked. Give the customer the cash now.
refund-done-debt = Taken off what the customer owes.
refund-under-way = On its way back. The till follows it up.

order-dispute = File for the supplier…
pack-title = File for the supplier’s support
pack-lead = A PDF with everything the supplier asks for about this order: numbers, times, what was charged, the whole story. The code is not in it, only its last characters and its serial number.
pack-claim = What is wrong?
pack-claim-broken = The code does not work
pack-claim-never = Nothing came
pack-claim-twice = Charged twice
pack-claim-other = Something else
pack-note = More about it, for the supplier to read
pack-language = Language of the file
pack-do = Save the file
pack-busy = Saving…
pack-saved = Saved: { $path }
give-back = Give back
order-number = Order
order-reference = Our reference
order-supplier = Supplier
order-supplier-order = Supplier’s order
order-supplier-state = Supplier’s own state
order-created = Sold
order-finished = Finished
order-phone = Phone
order-price = Price
order-amount = Amount
order-copies = Printed or sent
order-copies-count = { $count ->
    [0] Never
    [one] Once
   *[other] { $count } times
}
order-story = What happened

code-label-code = Code
code-label-pin = PIN
code-label-serial = Serial number
code-label-url = Link
code-label-expiry = Valid until
code-show = Show
code-hide = Hide
code-scam = Nobody from the supplier will ever ask you to read a code.
print = Print
reprint = Print the last slip again
reprint-none = No slip was printed yet
reprint-none-hint = Slips of older sales are printed from Orders ({ $key }).
reprint-reason = Why is it printed again?
reprint-reason-lost = Customer lost it
reprint-reason-paper = Paper ran out or jammed
reprint-reason-faint = It cannot be read
reprint-note = The new slip is headed COPY, and the reason stays with the order.
reprint-do = Print a copy
print-busy = Printing…
print-done = Printed
print-failed = The sale is safe. Not printed.
sms = SMS
sms-busy = Sending…
sms-done = Texted to
sms-to = Phone number
sms-send = Send
sms-parts = { $count ->
    [one] 1 message
   *[other] { $count } messages
}

attention-strays = { $count ->
    [one] One order at a supplier may be a sale that the backup did not have.
   *[other] { $count } orders at suppliers may be sales that the backup did not have.
}
attention-strays-do = Say what they are
import-paid = What the customer paid, { $currency }
import-paid-hint = Leave it empty if nobody knows; the price shown then stays.
import-do = Note what was paid
import-leave = Leave it as it is
