### The counter beside the sale: the customer's window, WhatsApp, the cash drawer.

## The till's own sentences

event-drawer-sale = The drawer opens with the slip on { $detail }.
event-drawer-shut = The drawer stayed shut: nothing reached { $detail }.
event-reprint-asked = Printed once more because: { $detail }
event-whatsapp-asked = WhatsApp is being opened for { $detail }.
event-whatsapp = Opened in WhatsApp for { $detail }. A person sends it; nobody knows whether they did.
event-whatsapp-failed = WhatsApp did not open ({ $detail }).
whatsapp-opened = Opened in WhatsApp. A person sends it.
error-whatsapp-off = The owner has switched WhatsApp off. Nothing was opened.
error-whatsapp-off-hint = Print the code, text it, or show it.
error-whatsapp-failed = The sale is safe. WhatsApp did not open on this computer.
error-whatsapp-failed-hint = Install WhatsApp or a browser, or print the code, text it, or show it.

## The page

settings-counter = On the counter
settings-display = Customer display
settings-display-hint = A second window turned to the customer: basket, total, account, QR to pay, change. On a second screen it fills it.
drawer-open = Open the drawer
drawer-title = Open the cash drawer without a sale
drawer-reason = Why?
drawer-reason-change = Give change
drawer-reason-back = Give money back
drawer-reason-count = Count the drawer
drawer-note = Who opened it, when and why is written down.
drawer-opened = The drawer is open.
drawer-none = No printer with a drawer is set up.
help-drawer = Open the cash drawer
whatsapp = WhatsApp
whatsapp-busy = Opening…
whatsapp-open = Open
whatsapp-done = Opened in WhatsApp:
whatsapp-send = Press send there. The till cannot see whether it was sent.
customer-code-show = Show to the customer
customer-code-hide = Hide from the customer

## The customer's window

customer-welcome = Welcome
customer-basket = Your purchase
customer-check = Is everything right?
customer-more = { $count ->
    [one] and 1 more line
   *[other] and { $count } more lines
}
customer-scan = Scan and pay with your phone
customer-working = One moment, please
customer-working-text = Your order is being carried out.
customer-looking = One moment, please
customer-looking-text = We are checking your order. Nothing is lost.
customer-done = Done
customer-thanks = Thank you for your purchase.
customer-part = Partly delivered
customer-part-text = You get the rest of your money back.
customer-refused = Not delivered
customer-refused-text = You get your money back.
customer-cancelled = Payment cancelled
customer-cancelled-text = Nothing was bought.
customer-back = Money back
customer-change = Your change
customer-code = Take a picture of it now. It disappears in a minute.
