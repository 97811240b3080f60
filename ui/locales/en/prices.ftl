### Prices: what products cost, what customers pay, the rules between the two, and costs that rose.

prices = Prices
prices-card = Prices
prices-open = Prices and rules
prices-parts = Parts
prices-part-list = Products
prices-part-rules = Rules
prices-part-rises = Costs that rose · { $count }
prices-search = Search products
prices-supplier = Supplier
prices-brand = Brand
prices-any = All
prices-filter = Show
prices-filter-all = All prices
prices-filter-own = Set here
prices-filter-below_cost = Below cost
prices-filter-missing = No price
prices-count = { $count ->
    [one] 1 product
   *[other] { $count } products
}
prices-none = No product like that
prices-none-hint = Choose other words or another filter.
prices-product = Product
prices-face = Face value
prices-cost = Cost
prices-price = Price
prices-margin = Margin
prices-source = From
prices-more = Show more
prices-open-value = for { $amount }
prices-loss = Below cost

price-source-own = Set here
price-source-file = File
price-source-rule = Rule
price-source-cost = At cost
price-source-missing = No price

price-edit-new = New price, { $currency }
price-edit-file = The file says { $price }.
price-edit-set = Set here { $time }.
price-edit-set-by = Set here by { $name }, { $time }.
price-edit-note = A price set here stands until the file names another one.
price-edit-below = This is below the cost of { $cost }. A manager has to approve each sale.
price-save = Set price
price-take-back = Take back
price-take-back-note = The file’s price, the rule or the cost stands again.
price-saved = New price: { $price }

rules-lead = A rule makes the price where neither the file nor anybody here set one. The narrowest rule wins: product, brand, supplier, all.
rules-none = No rule: such products are sold at cost.
rule-new = New rule
rule-for = For
rule-for-all = All products
rule-for-supplier = A supplier
rule-for-brand = A brand
rule-for-product = One product
rule-target-supplier = Supplier
rule-target-brand = Brand
rule-target-product = Product number
rule-target-choose = Choose…
rule-how = Price
rule-how-percent_on_cost = Cost + percent
rule-how-amount_on_cost = Cost + amount
rule-how-percent_of_face = Percent of face value
rule-value-percent = Percent
rule-value-amount = Amount, { $currency }
rule-round = Round up to
rule-round-none = Not rounded
rule-says-percent_on_cost = Cost + { $value } %
rule-says-amount_on_cost = Cost + { $value }
rule-says-percent_of_face = { $value } % of face value
rule-says-round = up to { $step }
rule-look = See what changes
rule-changes = { $count ->
    [0] No price changes.
    [one] 1 price changes:
   *[other] { $count } prices change:
}
rule-changes-more = and { $count } more
rule-save = Use this rule
rule-saved = The rule is in force.
rule-remove = Take back
rule-removed = The rule is taken back.

rises-lead = The supplier takes more than when the price was set.
rises-none = No cost rose
rises-none-hint = When a supplier takes more for a product with a set price, it is listed here.
rise-cost = Cost
rise-price = Price now
rise-proposed = Proposed
rise-accept = Take { $price }
rise-keep = Keep the price
rise-other = Another price, { $currency }
rise-kept = The price stays.

prices-part-refunds = Refunds

prices-part-taxes = Tax
taxes-lead = Prices include tax. A rate says which part of a price is tax, on slips, Zs and reports; it never changes what a customer pays. The narrowest rate wins: product, brand, supplier, all.
taxes-none = Nothing is taxed. If your shop charges VAT, set a rate for all products.
taxes-owner = Only the owner sets taxes.
tax-within = { $tax } of each { $price }
tax-new = New rate
tax-rate = Percent
tax-save = Set rate
tax-saved = The rate is set. Sales from now on have it.
tax-removed = The rate is taken back. What was sold keeps it.
tax-identity = On slips
tax-name = The tax is called
tax-name-usual = Tax
tax-number = The shop's tax number
tax-identity-save = Save
tax-identity-saved = Slips from now on say it.

refunds-lead = Until when money can be asked back, who gives it, and on what proof. The narrowest rule wins. Customers are told before the sale and on the slip.
refunds-usual = Where no rule fits: not once the code was shown, by a manager, at any time.
refunds-owner = Only the owner changes the refund table.
refund-rule-new = New terms
refund-rule-within = Until
refund-rule-any = Any time
refund-rule-hours = { $hours ->
    [one] 1 hour after the sale
    [24] 1 day after the sale
    [72] 3 days after the sale
    [168] 7 days after the sale
    [720] 30 days after the sale
   *[other] { $hours } hours after the sale
}
refund-rule-shown = Once the code was shown
refund-rule-shown-no = Not refunded
refund-rule-shown-yes = Refunded too
refund-rule-who = Given by
refund-rule-who-manager = A manager
refund-rule-who-owner = The owner only
refund-rule-proof = Proof
refund-rule-proof-nothing = None
refund-rule-proof-slip = The slip
refund-rule-proof-supplier = The supplier’s answer
refund-rule-save = Set these terms
refund-rule-saved = The terms are in force.
