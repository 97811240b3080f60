### The states of an order and of a sale: the only words ever shown for them.

state-prepared = Not sent yet
state-waiting = Being carried out
state-unknown = Being checked
state-needs_attention = Needs your decision
state-delivered = Delivered
state-refused = Not delivered, not charged
state-refunded = Taken back by the supplier
state-partly_delivered = Part delivered
state-cancelled = Cancelled

tell-prepared = Written down. Nothing has left this till yet.
tell-waiting = Sent. Waiting for the supplier ({ $time }). You can serve the next customer.
tell-unknown = No answer yet. We are checking ({ $time }).
tell-unknown-warning = Do not sell it again and do not give money back.
tell-needs_attention = No certain answer was found. A manager decides; the order is under “Attention”.
tell-delivered-code = Give the customer the code.
tell-delivered-topup = The credit has arrived. Nothing more to do.
tell-refused-cash = Not delivered. The supplier did not take the money. Give the customer { $amount } back, or try another product.
tell-refused-card = Not delivered. The card payment is being returned. Give no cash.
tell-refused-debt = Not delivered. It is off the customer’s account. Give no cash.
tell-refunded = The supplier took the order back. Ask the manager about the customer’s money.
tell-partly_delivered = { $n } of { $total } delivered. Hand over { $n } and give back { $amount }.
tell-partly_delivered-card = { $n } of { $total } delivered. Hand over { $n }. The rest is being returned to the card. Give no cash.
tell-partly_delivered-debt = { $n } of { $total } delivered. Hand over { $n }. The rest is off the customer’s account. Give no cash.
tell-cancelled = Cancelled before anything was bought.

## How a supplier or a processor answers, in a word.

upstream-ok = On line
upstream-slow = Slow
upstream-down = Down
upstream-out_of_money = Out of money
upstream-address_changed = Internet address changed
upstream-wrong_key = Wrong key
upstream-clock_wrong = Clock wrong
