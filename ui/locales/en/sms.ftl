# Text messages: what a customer reads, and what the till says about them.

sms-training = TRAINING - NO VALUE
sms-copy = COPY { $number }
sms-delivered = Delivered
sms-done = To { $to } · copies: { $copies } · messages: { $parts }

error-no-sms-route = No way to send text messages is set up. Nothing was done.
error-no-sms-route-hint = Add an [[sms]] section to the provisioning file.
error-sms-failed = The sale is safe. The text message was not sent: { $what }
error-sms-failed-hint = Check the number and the gateway and send it again, or print the code or show it.
error-sms-unknown = The sale is safe. Nobody knows yet whether the text message went out: { $what }
error-sms-unknown-hint = Ask the customer before you send it again: the gateway is being asked and may have sent it.

# Why a text message did not go out, or may not have.
hitch-not-reached = the gateway cannot be reached.
hitch-no-answer = the gateway got it and gave no answer.
hitch-unclear = the gateway's answer says neither yes nor no ({ $detail }).
hitch-has-it-already = the gateway says it has this message already.
hitch-modem-silent = the modem does not answer.
hitch-modem-broke = the line to the modem broke.
hitch-no-network = the modem is in no network.
hitch-asks-for-pin = the SIM card asks for its PIN.
hitch-pin-wrong = the SIM card did not take its PIN, and it is not tried again.
hitch-asks-for-puk = the SIM card is locked and asks for its PUK. Unlock it in a telephone.
hitch-in-part = only part of the message went out ({ $detail }).

event-sms = Texted by { $detail }.
event-sms-failed = The text message did not reach the phone ({ $detail }).
event-sms-lost = No clear answer from { $detail } about a text message. It is being asked about and not sent again.
event-text-seen-to = { $clerk } saw to the text message: { $detail ->
    [texted_again] texted the code again
    [printed] printed the code
    [told] told the customer the code
   *[arrived] the customer has it
}.

doctor-sms = { $what } answers ({ $why }).
doctor-sms-plain-hint = Codes cross the shop's own network in clear text. Use it only in a network that customers do not share.
doctor-sms-bad = { $what } cannot send: { $why }
doctor-sms-bad-hint = Check that the telephone or gateway is on, in this network, and that its address is right.
doctor-sms-key-hint = Check account and secret of this [[sms]] section.

# What the owner reads on their telephone.
owner-z = { $shop }: Z { $number }
owner-net = Net sales { $amount }, { $count } sold
owner-tax = Tax in it { $amount }
owner-tax-back = Tax that went back { $amount }
owner-profit = Profit { $amount }
owner-drawer-exact = Drawer { $currency } exact
owner-drawer-over = Drawer over by { $amount }
owner-drawer-short = Drawer short by { $amount }
owner-wallet-over = { $wallet }, { $amount } too much
owner-wallet-short = { $wallet }, { $amount } missing
owner-open = Unfinished orders: { $count }, { $amount }
owner-shift-open = Shift { $number } is not closed. It was opened { $at }.
owner-no-shift = Sold since { $at } without a shift: there is no Z.
owner-orders = Orders not finished: { $count }
owner-orders-more = and { $count } more

# What the till says about the owner's messages.
owner-z-failed = The report of Z { $number } was not sent to the owner: { $what }
owner-z-unknown = Nobody knows whether the report of Z { $number } reached the owner: { $what }
owner-alert-failed = An alert was not sent to the owner: { $what }
owner-alert-unknown = Nobody knows whether an alert reached the owner: { $what }

error-no-owner-phone = The owner's phone is not set up. Nothing was sent.
error-no-owner-phone-hint = Write it in the settings, or in the file: [owner] phone = "…".
error-owner-told = The report of Z { $what } is on its way to the owner, or is there. It was not sent again.
error-owner-told-hint = Look at the telephone. If nothing comes, the till says so here.
error-owner-time-invalid = { $what } is not a time that can be used here. Nothing was changed.
error-owner-time-invalid-hint = Write a time of day such as 01:00, and minutes from 1 to 1440.

doctor-owner = The owner can be told.
doctor-owner-no-route = The owner's report has no route: no way to send text messages is set up.
doctor-owner-no-route-hint = Add an [[sms]] section to the provisioning file, or send each report by WhatsApp from the Shift screen.
doctor-owner-z-hint = Send it again: raseed shift report { $number } --send. Or use the settings, or WhatsApp.
doctor-owner-alert-hint = Look at open shifts and unfinished orders yourself, and check the route.
