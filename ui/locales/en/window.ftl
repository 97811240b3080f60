### The frame of the window: rail, lock, settings, help, notices.

app-name = Raseed
nav = Screens
nav-sell = Sell
nav-orders = Orders
nav-attention = Attention
nav-shift = Shift
nav-settings = Settings
nav-attention-count = { $count ->
    [one] { $count } order needs a person
   *[other] { $count } orders need a person
}
lock = Lock
theme-dark = Dark colours
theme-light = Light colours
language = Language
practice-band = Practice mode
practice-band-more = TRAINING – no real money, nothing is really sold

upstreams-ok = All on line
upstreams-none = No supplier
upstreams-more = { $count } more
upstream-asking = Not asked yet
upstream-ok = On line
upstream-slow = Slow
upstream-down = Down
upstream-out_of_money = Out of money
upstream-address_changed = Internet address changed
upstream-wrong_key = Wrong key
upstream-clock_wrong = Clock wrong

lock-title = Enter your PIN
lock-pin = PIN
lock-hint = 4 to 8 digits, then Enter.
lock-enter = Open the till
lock-basket-kept = The basket is kept.

close = Close
back = Back
copy = Copy
copied = Copied
copy-failed = Could not be copied. Select it and press Ctrl+C.
try-again = Try again
loading = Loading…
unexpected = Something inside the till failed.
unexpected-hint = Nothing was lost. Try again; if it stays, restart the till.

banner-attention = { $count ->
    [one] { $count } order needs a person.
   *[other] { $count } orders need a person.
}
banner-open = Look now

settings = Settings
settings-look = Language and colours
settings-theme = Colours
settings-shop = This shop
settings-shop-name = Name
settings-country = Country
settings-currency = Currency
settings-printer = Printer
settings-no-printer = No printer set up
settings-clerk = Clerk
settings-version = Version
settings-upstreams = Suppliers and payment processors
settings-sandbox = Sandbox
settings-more = Suppliers, products, people and printers are set up in the provisioning file: raseed provision FILE.toml

role-clerk = Clerk
role-manager = Manager
role-owner = Owner

help = Keys
help-search = Search or scan
help-phone = Phone number
help-pay = Take payment
help-shift = Shift, end of day
help-waiting = Sales that are waiting
help-lock = Lock, switch clerk
help-help = This page
help-back = One step back
help-grid = From the search into the products
help-add = Add the first product found
help-quantity = More or fewer of the last line
help-remove = Remove the last line
help-favourites = Favourites by their number
help-pin = Pin a product (also Shift F10)
help-count = Type the quantity
help-hold = Hold the basket
help-recall = Recall a held basket
help-orders = Find an order
help-clear = Clear the basket
help-cash = Cash, amount received
help-confirm = Confirm; on the result: next sale
help-print = Print
help-reprint = Print the last slip again
help-typing = Typing anywhere goes to the search. A scanned barcode adds its product from any screen.

notice-added = Added: { $name }
notice-barcode-unknown = No product has the barcode { $barcode }.
notice-barcode-busy = Not scanned: finish or leave this step first.
notice-not-now = Finish or leave this step first.
notice-not-sold = { $name } cannot be sold now.
notice-attention = An order needs a person. Do not sell it again.
notice-dismiss = Dismiss
