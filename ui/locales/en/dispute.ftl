### The dispute pack: a file about one order for its supplier's support. Never a code or a PIN.

dispute-title = Question about an order
dispute-note = From the shop: { $note }

dispute-claim-broken = The code does not work. Please check whether it is valid and whether it was used, and replace it or return what was charged.
dispute-claim-never = We never received what we ordered. Please tell us what became of this order, and deliver it or return what was charged.
dispute-claim-twice = We were charged twice for one order. Please check and return the second charge.
dispute-claim-other = Please look into this order and tell us how it stands on your side.

dispute-happened-prepared = This order was written down in our till and not sent yet.
dispute-happened-waiting = We sent this order at { $sent }, and it is not finished yet.
dispute-happened-unknown = We sent this order at { $sent } and received no clear answer.
dispute-happened-needs-attention = We sent this order at { $sent }, and could not find out what became of it.
dispute-happened-delivered = This order was delivered to us at { $ended }.
dispute-happened-refused = This order ended at { $ended } without anything being delivered to us.
dispute-happened-refunded = This order was delivered, and then taken back.

dispute-order = The order
dispute-supplier-order = Your order number
dispute-supplier-state = Your state, last heard
dispute-reference = Our reference
dispute-own-order = Our order number
dispute-state = State in our till
dispute-reason = Why

dispute-product = What was ordered
dispute-name = Product
dispute-item = Your item number
dispute-face = Face value
dispute-charged = Charged to our account
dispute-expected = Expected charge
dispute-price = Price to our customer
dispute-phone = Phone number

dispute-delivered = What was delivered
dispute-secret-code = Code (last characters)
dispute-secret-url = Link (last characters)
dispute-secret-serial = Serial number
dispute-secret-expiry = Expiry date

dispute-times = Times
dispute-created = Created
dispute-sent = Sent to you
dispute-accepted = Accepted by you

dispute-shop = Shop and account
dispute-shop-name = Shop
dispute-shop-phone = Phone
dispute-till = Till
dispute-supplier = Account in our till
dispute-kind = Interface
dispute-environment = Environment

event-dispute-pack =
    { $detail ->
        [broken] { $clerk } drew up a file for the supplier's support: the code does not work.
        [never] { $clerk } drew up a file for the supplier's support: nothing was delivered.
        [twice] { $clerk } drew up a file for the supplier's support: charged twice.
       *[other] { $clerk } drew up a file for the supplier's support.
    }
