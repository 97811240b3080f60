### Orders, attention, and the story of one order.

orders = Orders
orders-search = Search orders
orders-search-placeholder = Phone, reference, product or last four of a code
orders-states = Which orders
orders-all = All
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

attention = Needs attention
attention-lead = Orders without a certain answer. Do not sell them again before they are decided.
attention-none = Nothing needs you
attention-none-hint = Every order has a certain answer or is still being followed up by itself.
attention-decide = The till goes on asking the supplier by itself for three days. Call the supplier with our reference below. Deciding here comes in a later version.

order-number = Order
order-reference = Our reference
order-supplier = Supplier
order-supplier-order = Supplier’s order
order-supplier-state = Supplier’s own state
order-created = Sold
order-finished = Finished
order-phone = Phone
order-price = Price
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
print-busy = Printing…
print-done = Printed
print-failed = The sale is safe. Not printed.
