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
attention-none = Nothing needs you
attention-rest-none = Nothing else needs you.
attention-none-hint = Every order has a certain answer or is still being followed up by itself.
attention-since = since { $time }
attention-known = What we know
attention-sold-by = Sold by
attention-paid = Customer paid
attention-unknown-phone = Not given

matter-decide = Was it delivered?
matter-late_delivery = Delivered late
matter-taken_back = Taken back by the supplier
matter-decide-lead = Nobody knows yet whether the supplier delivered this. Until somebody decides: do not sell it again and do not give money back.
matter-late_delivery-lead = This was refused, and the supplier delivered it after all. It was charged to the shop. The code is kept in recovered stock and goes to the next customer who buys the same.
matter-late_delivery-lead-topup = This was refused, and the supplier delivered it after all. It was charged to the shop.
matter-late_delivery-do = If this customer comes back, do not hand anything over: the money went back at the time of sale.
matter-late_delivery-do-topup = The credit may have reached the customer after all. If they come back, ask them to pay for it.
matter-taken_back-lead = This was delivered, and the supplier took it back. What the customer holds may not work any more.
matter-taken_back-do = Call the supplier with our reference. If the customer comes back, a manager decides about their money.
matter-late_candidate = Perhaps bought after all
matter-money_not_back = The customer's money is not back
matter-money_unclear = Payment not clear
matter-not_captured = Payment not collected
matter-overpaid = Paid too much
matter-imported = Found after restore
matter-not_listed = Not on the supplier's list
matter-imported-lead = This was sold after the backup that this till was restored from. The supplier has it; it was taken in with its code and cost, and is never sent again. What the customer paid is not in any backup.
matter-imported-do = Say what the customer paid. Until then the price shown is the product's, or zero.
matter-not_listed-lead = The supplier told us that it has this order, and its list does not show it, nor does it know its number.
matter-not_listed-do = Ask the supplier by its number and ours. If you know the reason, write it down in the reconciliation.
matter-late_candidate-lead = This was refused. Later the supplier’s list showed an order of the same product that belongs to no order of this till. It may be this one, or another till’s.
matter-money_not_back-lead = The goods could not be had, and the payment company does not give the customer's money back.
matter-money_not_back-do = Give the money back in the payment company's panel or in cash, and note it on the sale with a refund.
matter-money_unclear-lead = The payment company does not say clearly whether the customer has paid. Nothing was bought.
matter-money_unclear-do = Look the payment up in the payment company's panel by our reference. Hand nothing over before it is certain.
matter-not_captured-lead = The goods were delivered, and the payment company does not pay the money that was held for them, or takes no sum so small.
matter-not_captured-do = Call the payment company with our reference. Until then the shop has not been paid for this sale.
matter-overpaid-lead = The customer paid more than was asked.
matter-overpaid-do = Give the difference back in the payment company's panel.
matter-text_failed = Text message did not arrive
matter-text_failed-lead = The text message with the code to { $phone } did not arrive: the text gateway said so after it had left. The sale itself is safe.
matter-text_unknown = Text message: not known
matter-text_unknown-lead = Nobody knows whether the text message with the code to { $phone } went out, and it is not sent again by itself. The sale itself is safe.
text-do = Reach the customer, or hand the code over again here. Then say what you did.
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
refund-owner-only = Only the owner may give this back.
refund-done = The money is back with the customer.
refund-done-cash = Booked. Give the customer the cash now.
refund-under-way = On its way back. The till follows it up.
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
reprint-none-hint = Slips of older sales are printed from Orders (Ctrl F).
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
