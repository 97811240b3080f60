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
