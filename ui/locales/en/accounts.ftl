### The accounts at suppliers and processors, and setting a till up for the first time.

accounts = Suppliers and payment companies
accounts-open = Suppliers and payment companies
accounts-none = No supplier yet
accounts-none-hint = The owner adds one with a provisioning file.
accounts-owner-only = Only the owner changes keys.
account-kind-palcards = PalCards
account-kind-plexy = Plexy
account-kind-cardpluspay = CardPlusPay
account-kind-payerly = Payerly · pay page
account-kind-mpg = MPG · card keyed in
account-testing = Asking…
account-balance = Balance
account-other-wallet = Another wallet
account-wallet-currency = Wallet charged
account-currency = Collects in
account-currency-any = As the account says
account-answered = Last answer
account-not-yet = None yet
account-address = Address
account-key = Key
account-test = Test now
account-change-key = Change key

catalogue = Products
catalogue-products = { $count ->
    [one] 1 product for sale
   *[other] { $count } products for sale
}
catalogue-none = No catalogue to fetch: products come from the shop’s file.
catalogue-at = Fetched
catalogue-never = Never fetched
catalogue-sync = Fetch products now
catalogue-reading = { $count } read…
catalogue-stop = Stop
catalogue-stopped = Stopped. Nothing was changed.
catalogue-synced = Fetched: { $added } new, { $changed } changed, { $removed } gone.

key-title = New key for { $account }
key-now = In use now:
key-new = New key
key-note = Copy it from the panel. It is tried first, then kept sealed, and never shown again.
key-try = Try and keep
key-trying = Trying…
key-kept = The new key is in use.
key-old-stays = The old key is still in use.
key-anyway = Keep it all the same
