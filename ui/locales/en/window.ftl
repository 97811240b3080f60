### The frame of the window: rail, lock, settings, help, notices.

app-name = Raseed
nav = Screens
nav-sell = Sell
nav-orders = Orders
nav-attention = Attention
nav-shift = Shift
nav-reports = Reports
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
settings-upstreams = Suppliers and payment companies
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
help-reports = Reports
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
help-tender = Ways to pay; 1 is cash
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

keeping-card = Safekeeping
band-backup-missed = The shop’s backup is not being made. The last good one is of { $time }. Tell the owner.
band-backup-never = The shop’s backup could not be made yet. Tell the owner.
band-wallet-low = { $supplier } has { $amount }: enough for about { $hours ->
    [one] one hour
   *[other] { $hours } hours
} at this time of the week.
backup = Backups
backup-loading = Looking at the backups…
backup-off = No backups are made
backup-missed = The backup is not being made
backup-none-yet = The first backup is still to come
backup-good = Backed up at { $time }, written and checked
backup-last-sale-at = The last sale in it is of { $time }.
backup-where = Where it lies
backup-checked = Checked
backup-checked-how = Opened again after writing, its journal proved, { $rows } rows counted
backup-opens = Opens
backup-portable = On any computer, with the passphrase
backup-bound = Only on this computer, with its key
backup-bound-why = If this computer is lost, this backup is lost with it. Set a passphrase below.
backup-working = Writing it, then opening, checking and counting it. Selling goes on meanwhile.
backup-now = Back up now
backup-owner = Only the owner changes this and makes one by hand.
backup-made = Backed up and checked.
backup-changed = Saved.
backup-plan = The day’s backup
backup-folder = Folder or USB stick
backup-folder-hint = The whole path. Best on a stick or another computer: what lies on this disk dies with it. Empty switches backups off.
backup-days = Days each is kept
backup-phrase = Passphrase
backup-phrase-new = New passphrase (empty: as it is)
backup-phrase-hint = Needed to restore on another computer. Write it down and keep it away from the shop: nobody can open the backup without it.
backup-save = Save
backup-runs = How they went
backup-runs-none = None was made yet.
backup-run-ok = Good
backup-run-failed = Failed
support = File for support
support-lead = What whoever helps on the phone needs to see: what is unfinished, how devices and suppliers answer, the log. No codes, PINs, keys or telephone numbers are in it.
support-folder = Write it into
support-do = Write the file
support-working = Asking devices and suppliers…
support-written = Written:
