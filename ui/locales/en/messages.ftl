# Errors: what happened and whether money moved; `-hint` says what to do now.

error-bad-usage = { $what }
error-bad-usage-hint = Run raseed --help to see the commands. Nothing was done.
error-provisioning-invalid = { $what }
error-provisioning-invalid-hint = Correct the file and run provision again. Nothing of the file was applied.
error-practice-fixed = This till was set up with practice = { $what }, and that never changes.
error-practice-fixed-hint = Use another data folder for the other kind of till. Nothing of the file was applied.
error-not-provisioned = No shop is set up in this data folder.
error-not-provisioned-hint = Run raseed provision FILE.toml first.
error-unknown-product = There is no product { $what }. Nothing was bought.
error-unknown-product-hint = Search with raseed catalog list --query.
error-product-inactive = The product { $what } is no longer sold. Nothing was bought.
error-product-inactive-hint = Choose another product.
error-unknown-order = There is no order or sale { $what }.
error-unknown-order-hint = Look it up with raseed orders.
error-unknown-printer = There is no printer { $what }. Nothing was printed.
error-unknown-printer-hint = Add a [[printer]] to the provisioning file.
error-unknown-supplier = There is no supplier { $what }.
error-unknown-supplier-hint = Add a [[supplier]] to the provisioning file.
error-unknown-tender = There is no way to pay called { $what }. Nothing was bought.
error-unknown-tender-hint = Use cash, or the id of a processor.
error-card-needed = { $what } needs a card. Nothing was charged and nothing was bought.
error-card-needed-hint = Use --card-stdin and give the card as one JSON object on stdin.
error-card-not-taken = { $what } takes no card keyed in by hand. Nothing was charged and nothing was bought.
error-card-not-taken-hint = Use another way to pay. The owner can switch keyed entry on with keyed_entry = true; docs/security.md says what that means.
error-card-invalid = The card cannot be used: { $what } is not right. Nothing was charged and nothing was bought.
error-card-invalid-hint = Read it again with the customer. Expected is one object with number, month, year, security_code and perhaps holder.
error-rate-missing = The shop has no exchange rate { $what }. Nothing was charged and nothing was bought.
error-rate-missing-hint = Add a [[rate]] between the two currencies to the provisioning file.
error-tender-too-small = { $amount } is less than this way to pay takes ({ $least }). Nothing was charged and nothing was bought.
error-tender-too-small-hint = Take cash for it.
error-nothing-to-refund = There is nothing to give back: the customer's money is { $what }. Nothing was changed.
error-nothing-to-refund-hint = Look at the sale with raseed orders.
error-refund-too-early = It may still be delivered: an order is { $what }. Nothing was given back.
error-refund-too-early-hint = Run raseed recover first, or decide about the order. The owner can take the risk with --owner-risk.
error-refund-refused = The payment processor does not give it back: { $what }. The shop still has the money.
error-refund-refused-hint = Ask the processor's support, or give cash back and let the owner book it with --owner-risk.
error-owner-needed = Only the owner may take this risk, not { $what }. Nothing was given back.
error-owner-needed-hint = Ask the owner.
error-quantity-invalid = The quantity must be from 1 to 100. Nothing was bought.
error-quantity-invalid-hint = Correct the quantity.
error-amount-invalid = This amount cannot be used: { $what }. Nothing was bought.
error-amount-invalid-hint = Amounts are plain decimals such as 9.50, and only open-value products take one.
error-field-missing = { $what } is missing. Nothing was bought.
error-field-missing-hint = Ask the customer for it.
error-field-invalid = { $what } is not valid. Nothing was bought.
error-field-invalid-hint = Read it again with the customer, digit by digit.
error-field-unknown = This product has no field { $what }. Nothing was bought.
error-field-unknown-hint = Leave it out.
error-phone-invalid = This cannot be a phone number. Nothing was bought.
error-phone-invalid-hint = Enter the number as the customer says it, for example 0599 123 456.
error-phone-missing = { $what } needs a phone number. Nothing was bought.
error-phone-missing-hint = Enter the customer's number, or give the shop one in the provisioning file.
error-price-missing = { $what } has no price. Nothing was bought.
error-price-missing-hint = Give it a price, or a cost and a [[rate]] to the shop's currency.
error-received-too-little = { $received } received, { $total } is due. Nothing was bought.
error-received-too-little-hint = Take the rest from the customer.
error-request-id-reused = This request id was used for another sale. Nothing was bought.
error-request-id-reused-hint = Use a fresh id for a new sale, or repeat the first request exactly.
error-nothing-to-print = This order has no code to hand over.
error-nothing-to-print-hint = Only delivered orders can be printed.
error-no-decision-needed = Nothing is to be decided about this order: it is { $what }. Nothing was changed.
error-no-decision-needed-hint = Only an order in needs_attention can be decided. Look at it with raseed order.
error-candidate-needed = Several orders at the supplier may be this one: { $what }. Nothing was changed.
error-candidate-needed-hint = Compare them in the supplier's panel, then name one with --provider-order.
error-candidate-wrong = The supplier's order { $what } cannot be this one: it belongs to another sale, or was not delivered. Nothing was changed.
error-reason-missing = Nobody said why. Nothing was decided.
error-reason-missing-hint = Write in a few words how you know.
error-decision-unavailable = The supplier could not be asked for this order: { $what }. Nothing was decided.
error-decision-unavailable-hint = Check the internet connection and decide again in a moment. Do not sell it again meanwhile.
error-candidate-wrong-hint = Compare the number with the supplier's panel.
error-unfinished-order-exists = The same product for the same customer is not finished yet. Nothing new was bought.
error-unfinished-order-exists-hint = Look at the earlier sale first. Sell another one only if the customer wants two.
error-outcome-unknown = No answer yet. We are checking. Do not sell it again and do not give money back.
error-outcome-unknown-hint = Run raseed recover, or leave the window open.
error-upstream-unavailable = The supplier could not be asked: { $what }. Nothing was bought.
error-upstream-unavailable-hint = Check the internet connection and try again in a moment.
error-key-or-address = The supplier does not accept this key or this shop's internet address. Nothing was bought.
error-key-or-address-hint = The owner must check the key and add this shop's address in the supplier's panel.
error-not-built-yet = Not built yet: { $what }. Nothing was done.
error-not-built-yet-hint = This part comes in a later version of Raseed.
error-data-dir-unusable = The data folder cannot be used: { $what }.
error-data-dir-unusable-hint = Choose a folder this user may write to, with --data-dir.
error-newer-schema = { $what }. Nothing was changed.
error-newer-schema-hint = Install the newer Raseed again.
error-key-unreachable = The key that unlocks this till's secrets cannot be reached. Nothing was changed.
error-key-unreachable-hint = Log in to the desktop so that its keyring is open, or put the key file back. Never make a new key: the stored codes would be lost.
error-disk-full = The disk is full. Nothing was sent and nothing was bought.
error-disk-full-hint = Free some space, then sell again.
error-database-failed = The till's database cannot be used: { $what }.
error-database-failed-hint = Run raseed doctor. Do not sell until it is clean.
error-printer-failed = The sale is safe. The printer did not print: { $what }
error-printer-failed-hint = { $how } Or show the code on the screen.
error-drawer-failed = The drawer was not opened: { $what }
error-drawer-failed-hint = { $how }
error-internal-fault = Something went wrong inside Raseed: { $what }
error-internal-fault-hint = Look at Orders before you sell again, and send the log to support.
error-doctor-failed = Some checks failed.
error-doctor-failed-hint = Follow the hints above, from the top.
error-verify-failed = The journal or the database is not what it was.
error-verify-failed-hint = Follow the hints above, from the top. Change nothing before you have copied the data folder.
error-window-failed = The window could not be opened: { $what }
error-window-failed-hint = A desktop session is needed. Every command works without one; see raseed --help.
error-clerk-needed = This till has clerks: say who you are.
error-clerk-needed-hint = Use --as NAME and put the PIN in RASEED_PIN.
error-pin-wrong = This PIN is not right.
error-pin-wrong-hint = Try again, or ask the owner.
error-not-allowed = { $what } may not do this.
error-not-allowed-hint = Ask a manager or the owner.

# Why an order is where it is.

reason-never-sent = It was not sent to the supplier. Nothing was charged.
reason-unreachable = The supplier could not be reached. Nothing was sent.
reason-unreachable-detail = The supplier could not be reached ({ $detail }). Nothing was sent.
reason-key-or-address = The supplier does not accept this key or this shop's internet address. Nothing was charged. Tell the owner.
reason-insufficient-balance = The shop's balance at the supplier is too low. Nothing was charged. Tell the owner.
reason-insufficient-balance-detail = The shop's balance at the supplier is too low ({ $detail }). Nothing was charged. Tell the owner.
reason-wallet-missing = The shop has no wallet in this currency. Nothing was charged. Tell the owner.
reason-supplier-refused = The supplier refused. Nothing was charged.
reason-supplier-refused-detail = The supplier refused: { $detail }. Nothing was charged.
reason-preflight-refused = The account was not accepted. Nothing was charged.
reason-preflight-refused-detail = The account was not accepted: { $detail }. Nothing was charged.
reason-preflight-unavailable = The account could not be checked, so nothing was bought.
reason-too-many-requests = The supplier is too busy, and we made sure that nothing was bought.
reason-repeat-refused = The supplier refused, and we made sure that nothing was bought.
reason-repeat-refused-detail = The supplier refused ({ $detail }), and we made sure that nothing was bought.
reason-turn-held = Another purchase at this supplier is still being looked up, and only one may be under way. Nothing was sent.
reason-price-risen = The supplier asks more than before. Nothing was bought. Sell again to accept the new cost.
reason-price-risen-detail = The supplier asks more than before ({ $detail }). Nothing was bought. Sell again to accept the new cost.
reason-out-of-stock = The supplier has none left. Nothing was charged.
reason-out-of-stock-detail = The supplier has none left: { $detail }. Nothing was charged.
reason-rolled-back = The supplier could not deliver and gave the charge back.
reason-no-reply = No answer came. It may have been bought; we are looking it up.
reason-unreadable-reply = The answer could not be read. It may have been bought; we are looking it up.
reason-unclear-reply = The answer was not clear. It may have been bought; we are looking it up.
reason-unclear-reply-detail = The answer was not clear ({ $detail }). It may have been bought; we are looking it up.
reason-not-found-upstream = The supplier's list does not show it. A person must decide.
reason-code-missing = The supplier says it is done, but the code is not there yet. We keep asking.
reason-unknown-status = The supplier uses a word we do not know. We keep asking.
reason-unknown-status-detail = The supplier says "{ $detail }", which we do not know. We keep asking.
reason-test-reply = A test answer came from a real account. It must not be handed out.
reason-candidates = An order at the supplier may be this one. A person must compare and decide.
reason-candidates-detail = At the supplier these orders may be this one: { $detail }. A person must compare and decide.
reason-code-twice = The supplier delivered a code that it had delivered before. It is kept back until a person decides.
reason-person-decided = A person decided.
reason-person-decided-detail = A person decided: { $detail }
reason-tender-expired = The customer did not pay in time. Nothing was charged and nothing was bought.
reason-card-declined = The card was declined. Nothing was charged and nothing was bought.
reason-card-declined-detail = The card was declined (code { $detail }). Nothing was charged and nothing was bought.
reason-card-field = The card was not accepted. Nothing was charged and nothing was bought.
reason-card-field-detail = The card was not accepted: { $detail } is not right. Nothing was charged and nothing was bought.
reason-processor-refused = The payment processor refused. Nothing was charged and nothing was bought.
reason-processor-refused-detail = The payment processor refused: { $detail }. Nothing was charged and nothing was bought.
reason-processor-key = The payment processor does not accept this key. Nothing was charged and nothing was bought. Tell the owner.
reason-processor-unreachable = The payment processor could not be reached. Nothing was charged and nothing was bought.
reason-processor-unreachable-detail = The payment processor could not be reached ({ $detail }). Nothing was charged and nothing was bought.
reason-tender-absent = The payment processor knows nothing of this card payment. Nothing was bought; should money be held after all, it is let go.
reason-tender-never-sent = The till stopped before the customer could be asked to pay. Nothing was charged and nothing was bought.
reason-tender-unclear = The payment processor's answer settles nothing. A person must look at it.
reason-tender-unclear-detail = The payment processor's answer settles nothing ({ $detail }). A person must look at it.

# The same where the owner must act, with names and amounts.

wallet-low = { $supplier } has { $balance }; this needs { $cost }. Nothing was charged. Tell the owner.
address-changed = { $supplier } does not accept this shop’s internet address or its key. Nothing was charged. The owner must add the address in the supplier’s panel.

# The story of an order: its head, and one line an event.

story-somebody = Somebody
story-order = order
story-reference = our reference
story-no-supplier-order = no order number known
story-price = price
story-cost = cost
story-customer = customer
story-amount = amount
story-events = What happened

event-prepared = Written down in this till. Nothing had left yet.
event-sent = Sent to the supplier.
event-accepted = The supplier has it ({ $detail }).
event-progress = The supplier says: { $detail }.
event-lost = { $reason }
event-lookup-exhausted = Looking it up gave no certain answer. { $reason }
event-delivered = Delivered ({ $detail }).
event-refused = Not delivered. { $reason }
event-repeated = Asked for again under the same key; the supplier does not charge it twice.
event-candidates = { $reason }
event-code-twice = The supplier delivered a code that it had delivered before. It was kept back.
event-resolved = { $clerk } decided: { $detail }
event-late-delivery = The supplier delivered it after all ({ $detail }). The code is kept for the next customer.
event-taken-back = The supplier took it back ({ $detail }).
event-from-stock = From a code that had been bought before ({ $detail }).
event-seen = { $clerk } has read the news about this order.
event-adopted = Taken over after the program had stopped.
event-reveal = The code was shown on the screen.
event-print = Printed on { $detail }.
event-print-failed = Could not be printed on { $detail }.
event-tender-sent = The payment processor was asked for the customer's money.
event-tender-open = The customer can pay now ({ $detail }).
event-tender-progress = The payment processor says: { $detail }.
event-tender-lost = No clear answer from the payment processor ({ $detail }). Looking it up.
event-tender-repeated = The payment processor was asked the same again under the same number.
event-tender-held = The customer's bank holds the money ({ $detail }).
event-tender-paid = The customer paid ({ $detail }).
event-tender-failed = The customer was charged nothing ({ $detail }).
event-tender-expired = The customer did not pay in time.
event-tender-unclear = The payment processor's answer settles nothing ({ $detail }). A person must look at it.
event-capture = Taking what was delivered: { $detail }.
event-not-captured = The payment processor does not take the money that was held ({ $detail }). A person must see to it.
event-give-back = Giving back { $detail }.
event-given-back = Given back ({ $detail }).
event-not-given-back = The payment processor does not give it back ({ $detail }). A person must see to it.
event-let-go = What was held was let go ({ $detail }).
event-cash-back = { $clerk } gave cash back: { $detail }

# The story at the counter, where the detail would only be noise.

story-lost = No clear answer came. It is being looked up and never sent again.
story-lookup-exhausted = Looked up for the whole waiting time without a certain answer.
story-refused = Not delivered, nothing charged.
story-delivered = Delivered.

# What the till says about its parts.

doctor-data-dir = The data folder can be written.
doctor-database = The database is sound ({ $what }).
doctor-database-bad = The database is damaged: { $what }
doctor-database-bad-hint = Stop selling and restore the last backup.
doctor-journal = The journal's chain is unbroken up to record { $what }.
doctor-reserve = The disk reserve for outcomes is in place.
doctor-reserve-bad = There is no room for the disk reserve, so nothing is sold.
doctor-key-keyring = The key is in the system's keyring.
doctor-key-file = The key is in a file of the data folder.
doctor-key-file-hint = Whoever copies the whole folder can read the codes. A desktop keyring is safer.
doctor-key-none = There is no key yet: nothing is provisioned.
doctor-disk = { $what } MB free.
doctor-disk-bad = Only { $what } MB free.
doctor-disk-bad-hint = Free some space before the disk is full.
doctor-clock = The clock says { $what }.
doctor-clock-bad = The clock says { $what }, which cannot be right.
doctor-clock-bad-hint = Set the date and time; secure connections fail without it.
doctor-supplier = { $what } answers.
doctor-supplier-bad = { $what } does not answer: { $why }
doctor-supplier-plain = { $what } answers over plain HTTP on this machine.
doctor-processor = { $what } answers and accepts the key.
doctor-processor-bad = { $what } cannot take money: { $why }
doctor-processor-key-hint = The owner must check the key and what it may do in the processor's panel.
doctor-printer = { $what } is there.
doctor-printer-bad = { $what }: { $why }
doctor-later = { $what } is set up, but this version cannot use it yet.

# What is the matter with a printer, and what to do about it. The sale is safe whatever it is.

printer-paper-out = no paper
printer-paper-out-hint = Load paper, close the lid and print again.
printer-cover-open = the cover is open
printer-cover-open-hint = Close the cover and print again.
printer-broken = the printer reports a fault
printer-broken-hint = Look for jammed paper at the cutter, switch the printer off and on, and print again.
printer-offline = the printer is offline
printer-offline-hint = Check its power and press its online or feed button.
printer-queue-stopped = the system's print queue is stopped
printer-queue-stopped-hint = Start it again in the system's printer settings, and delete old jobs first.
printer-refused = it refuses the connection
printer-refused-hint = Another till may be printing; wait a moment. If it stays so, check the address and the port (usually 9100).
printer-timed-out = nothing answers
printer-timed-out-hint = Check power, network cable and address. Print the printer's own test page: it shows its address.
printer-not-found = there is no such printer
printer-not-found-hint = Check the cable, and the address in the provisioning file: host, device or queue name.
printer-not-allowed = this user may not use it
printer-not-allowed-hint = Add the user to the group lp (sudo usermod -aG lp USER), then sign out and in again.
printer-wrong-driver = what answers there is no ESC/POS printer, or its driver swallows raw jobs
printer-wrong-driver-hint = Check the port (usually 9100). In Windows or CUPS set the printer up as raw or "Generic / Text Only".
printer-interrupted = it broke off in the middle
printer-interrupted-hint = Look at the paper first: the slip may be out. Then check the cable and print again; it will be headed COPY.
printer-bad-address = its address makes no sense
printer-bad-address-hint = Correct it in the provisioning file: host:port, a device, or the name of a queue.
printer-not-written = the file cannot be written
printer-not-written-hint = Check the folder and the room on the disk.
printer-wrong-paper = this kind of printer takes no A4
printer-wrong-paper-hint = Use paper = "80mm" or "58mm", or a printer of kind pdf.
printer-not-on-this-system = this kind of printer is another system's
printer-not-on-this-system-hint = windows-raw is for Windows; here use escpos-tcp, escpos-device or cups-raw.
printer-no-drawer = files open no drawer
printer-no-drawer-hint = Name a receipt printer with --printer.
printer-not-drawn = the slip could not be drawn
printer-not-drawn-hint = Show the code on the screen, and send the log to support.

# A code that could not be texted: the sale itself is done.

hand-over-sms-later = The sale is safe. Text messages come in a later version: print the code or show it.

# A number no plan gives out: it warns and never blocks.

phone-looks-odd = This number looks unusual. Read it back to the customer.

verify-ok = Everything is as it was written: { $records } records, the newest { $head }.
verify-bad = Not everything is as it was written: { $records } records, the newest { $head }.
verify-more = And { $what } more.
flaw-damaged = The database file is damaged.
flaw-damaged-hint = Stop selling. Copy the data folder, check the disk, and restore the last backup.
flaw-orphan = A row points to another one that is not there.
flaw-orphan-hint = Something was deleted past the program. Copy the data folder and compare with the last backup.
flaw-record-changed = This record, or the one before it, was changed after it was written.
flaw-record-changed-hint = Copy the data folder, find this record in the last backup, and compare the order with the supplier's own list.
flaw-record-missing = This record is missing.
flaw-record-missing-hint = Copy the data folder, find this record in the last backup, and look for orders at the supplier that are not here.
flaw-record-unreadable = This record is not in the journal's form.
flaw-record-unreadable-hint = Copy the data folder and find this record in the last backup.
flaw-head-changed = The end of the journal was not written by this till.
flaw-head-changed-hint = Compare it with the number at the foot of the last slip. Ask who had the computer, and compare the last orders with the supplier's own list.
flaw-distrusted = Before this record, the end of the journal was not this till's. The program wrote on and says so here.
flaw-distrusted-hint = Everything before this record may have been changed. Compare it with slips and with the supplier's own list.
flaw-anchor-ahead = A later record was once there: this is an older copy, or the end was cut off.
flaw-anchor-ahead-hint = If a backup was restored, look for the orders since then at the supplier. If not, ask who had the computer.
flaw-anchor-differs = This record was once another one: the journal was exchanged from some point before it.
flaw-anchor-differs-hint = Copy the data folder, and compare with slips and with the supplier's own list.
flaw-anchor-forged = What is kept here was not written by this till.
flaw-anchor-forged-hint = If the file is only damaged, delete it; the next command writes it anew. If nobody damaged it, compare with slips.
flaw-anchor-missing = Nothing outside the database says how far the journal went.
flaw-anchor-missing-hint = Compare the newest record with the number at the foot of the last slip. The next command keeps it again.
flaw-row-differs = This is not what the journal says.
flaw-row-differs-hint = The journal is right. Compare the order with its slip and with the supplier's own list before you do anything about it.
flaw-row-unrecorded = The journal knows nothing of this.
flaw-row-unrecorded-hint = It was added past the program. Do not hand out its code, and look for the order at the supplier.
flaw-row-missing = The journal tells of this, and it is gone.
flaw-row-missing-hint = It was deleted past the program. Find it in the last backup, or at the supplier by its reference.
flaw-derived-differs = What is shown or found of this does not fit it.
flaw-derived-differs-hint = It was changed past the program. Trust the slip and the supplier's own list.

# The catalogue.

catalog-synced = { $added } added, { $changed } changed, { $removed } removed.
catalog-none = { $what } has no catalogue that can be fetched: its products come from the provisioning file.
catalog-empty = { $what } lists no product at all. That is not believed, and nothing was changed.
