### What has to be answered before a sale: twice the same, a slip of a finger, regions, costs, scams.

stop-back = Back to the basket
stop-approve = Approve and go on
stop-cost-grant = Sell below cost
stop-hourly-grant = Let this one sale pass
stop-scam-grant = Sell these cards all the same
stop-why = Why
stop-why-note = Kept in the journal with the name of whoever approves.
stop-why-offer = Offer of the shop
stop-why-stock = Old price already promised
stop-why-known = A customer we know
stop-why-order = Ordered in advance
stop-yes = Yes
stop-no = No

stop-same = This customer just got the same
stop-same-text = { $product } was sold to this number or account within the last half hour. Ask whether the customer wants a second one.
stop-same-open = The same sale is not finished yet
stop-same-open-text = { $product } for this number or account is still under way. Sold again, it may arrive twice.
stop-same-by = sold by { $clerk }
stop-same-go = Sell it again

stop-near = Is this number right?
stop-near-text = Nobody has bought with the number that was typed. A customer you know has a number that differs by one digit.
stop-near-typed = Typed
stop-near-known = Known
stop-near-use = Use { $phone }
stop-near-go = The typed number is right

stop-region = This code works in another country
stop-region-text = { $product } works only with accounts of: { $countries }. A code for the wrong country cannot be given back. Ask the customer in which country their account is.
stop-region-go = The customer’s account fits

stop-cost = This sells below cost
stop-cost-text = At this price { $product } brings the shop less than it costs. A manager decides whether it is sold at it.

stop-scam = Ask before you sell these cards
stop-scam-banner = Nobody from the supplier will ever ask you to read a code.
stop-scam-text = { $count ->
    [one] { $count } high-value card is sold here.
   *[other] { $count } high-value cards are sold here within a short time.
} Callers make people buy such cards. Ask the customer, kindly:
stop-scam-known = Are the cards for somebody the customer knows in person?
stop-scam-directed = Is somebody telling them by phone or message what to buy?
stop-scam-codes = Did somebody ask for the codes, for a fee, a fine, a tax or a debt?
stop-scam-alarm = This sounds like a scam. Do not sell. Tell the customer that no office, bank or company takes gift cards. Only a manager may decide otherwise.
stop-scam-go = Answered. Go on

stop-hourly = Many high-value cards in one hour
stop-hourly-text = With this sale there are { $count } high-value cards within an hour, more than one clerk sells alone. A manager may let this one sale pass.

told-cost-rose = The supplier now takes more for { $product } than when its price was set. Ask { $names } about the price.
told-cost-rose-owner = The supplier now takes more for { $product } than when its price was set. Tell the owner.
told-value = Value
told-region = Region

customer = Customer
customer-unknown = Not remembered
customer-remember = Customer agrees: remember
customer-new = Remembered. Nothing sold yet
customer-sales = { $count ->
    [one] { $count } sale
   *[other] { $count } sales
}
customer-last = Last time
customer-again = Same again
customer-again-name = Same again: { $name }
customer-forget = Forget
customer-erase = Erase the number
customer-erase-title = Erase this number everywhere?
customer-erase-text = The number and its accounts disappear from every finished order, and the customer is forgotten. Codes, amounts and reports stay. This cannot be undone.
customer-erase-keep = Keep it
customer-erase-yes = Erase it
customer-erased-all = { $count ->
    [0] The number is erased.
    [one] The number is erased from { $count } order.
   *[other] The number is erased from { $count } orders.
}
customer-erased-left = { $count ->
    [one] The number is erased. { $count } order is not finished and keeps it until it is.
   *[other] The number is erased. { $count } orders are not finished and keep it until they are.
}

topup = Top up this number
topup-operator = Operator
topup-suggested = Suggested by the number. Ask if it was moved to another operator.
topup-choose = Choose the operator the customer names.
topup-amounts = Amounts: { $operator }
topup-any = Any amount
