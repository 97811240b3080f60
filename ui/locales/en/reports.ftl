### What was sold: the owner's dashboard.

reports = Reports
reports-period = Period
reports-today = Today
reports-yesterday = Yesterday
reports-week = 7 days
reports-month = This month
reports-custom = From … to
reports-from = From
reports-to = To
reports-loading = The report is being read
reports-none = Nothing was sold in this period
reports-none-hint = Choose another period above.
reports-clerk = Amounts are shown to a manager.
reports-others = Sales in { $currencies } are not part of this.
reports-net = Net sales
reports-tax = Tax in it
reports-untaxed = { $amount } without tax
reports-without-tax = Without tax
reports-rate = Rate
reports-by-tax = Tax to declare
reports-margin = Profit
reports-cost = Cost
reports-delivered = Delivered
reports-refused = Not delivered
reports-open = Being checked
reports-returned = Given back
reports-of-refunded = after { $amount } given back
reports-uncosted = { $count ->
    [one] without { $count } order whose cost is not known
   *[other] without { $count } orders whose cost is not known
}
reports-name = Name
reports-nobody = No name
reports-by-day = By day
reports-by-hour = By hour of the day
reports-by-product = Products
reports-by-supplier = Suppliers
reports-by-clerk = Clerks
reports-bar = { $tick } · { $amount } · { $count ->
    [one] { $count } delivered
   *[other] { $count } delivered
}
reports-orders-of = Orders: { $what }
reports-all = Show all { $count }
reports-fewer = Show fewer
reports-wallets = Wallets over time
reports-wallet-least = Lowest:
reports-wallet-table = Balances of { $supplier }
reports-saved = Saved: { $path }
