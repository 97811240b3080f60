# Errors: what happened and whether money moved; `-hint` says what to do now.

error-bad-usage = { $what }
error-bad-usage-hint = Run raseed --help to see the commands. Nothing was done.
error-provisioning-invalid = { $what }
error-provisioning-invalid-hint = Correct the file and run provision again. Nothing of the file was applied.
error-practice-fixed = This till was set up with practice = { $what }, and that never changes.
error-practice-fixed-hint = Use another data folder for the other kind of till. Nothing of the file was applied.
error-already-set-up = This till is set up already. Nothing was changed.
error-already-set-up-hint = Close the window and open it again.
error-simulator-failed = The practice suppliers could not be started on this computer: { $what }.
error-simulator-failed-hint = Close other practice tills, then try again.
error-not-provisioned = No shop is set up in this data folder.
error-not-provisioned-hint = Run raseed provision FILE.toml first.
error-unknown-product = There is no product { $what }. Nothing was bought.
error-unknown-product-hint = Search with raseed catalog list --query.
error-product-inactive = The product { $what } is no longer sold. Nothing was bought.
error-product-inactive-hint = Choose another product.
error-unknown-order = { $about ->
    [order] { $what } is the id of an order, and a sale is asked for. Its sale is { $instead }. Nothing was done.
    [sale] { $what } is the id of a sale, and an order is asked for. Its orders: { $instead }. Nothing was done.
   *[none] There is no order or sale { $what }.
}
error-unknown-order-hint = { $about ->
    [order] Run it again with { $instead }.
    [sale] Run it again with the order that is meant: { $instead }.
   *[none] Look it up with raseed orders.
}
error-unknown-printer = There is no printer { $what }. Nothing was printed.
error-unknown-printer-hint = Add a [[printer]] to the provisioning file.
error-print-under-way = The slip is still on its way to { $what }. Nothing was printed again.
error-print-under-way-hint = Wait a moment and look at the paper. If it did not come out, print again then.
error-too-many-held = Fifty baskets are held already. This one stays on the counter; nothing was sold.
error-too-many-held-hint = Recall one and sell or clear it.
error-basket-not-held = This basket is held no more. Nothing was sold.
error-basket-not-held-hint = Open the list of held baskets again.
error-logo-invalid = This is not a PNG of at most 1 MB and 4000 dots a side. The logo was not changed.
error-logo-invalid-hint = Save the logo as a smaller PNG in black on white or a clear ground, and pick it again.
error-slip-design-invalid = Slips cannot look like that. Nothing was changed.
error-slip-design-invalid-hint = A text has at most 600 letters and 12 lines, the paper 128 to 2048 dots, and A4 is for PDF files.
error-sync-under-way = The catalogue is being fetched already.
error-sync-under-way-hint = Wait until it is done, or stop it.
error-key-missing = No key was given. The old one is in use.
error-key-missing-hint = Copy the key from the supplier’s panel and paste it here.
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
error-nothing-to-refund = { $what ->
    [paid] There is nothing to give back: the money for what was not delivered went back at once when the supplier refused. Nothing was changed.
    [refunded] There is nothing to give back: the customer's money was given back already. Nothing was changed.
    [voided] There is nothing to give back: what was held on the card was let go. Nothing was changed.
    [failed] There is nothing to give back: the customer was charged nothing. Nothing was changed.
    [expired] There is nothing to give back: the customer did not pay. Nothing was changed.
   *[other] There is nothing to give back: the customer's money is { $what }. Nothing was changed.
}
error-nothing-to-refund-hint = { $what ->
    [paid] If the customer paid cash and has not got it back yet, hand it over now. A card's money goes back by itself, and a debt was taken off.
   *[other] Look at the sale with raseed orders.
}
error-nothing-to-cancel = There is no open payment to cancel ({ $what }). Nothing was changed.
error-nothing-to-cancel-hint = Look at the sale: it may be paid by now.
error-pay-page-elsewhere = Another window or script of this till waits for this payment. Nothing was changed.
error-pay-page-elsewhere-hint = Cancel it there, or wait until its time is over.
error-cancel-under-way = The payment processor answers slowly. The payment is being cancelled; nothing is bought unless the customer has already paid.
error-cancel-under-way-hint = Wait a moment and look at the sale again.
error-refund-too-early = It may still be delivered: an order is { $what }. Nothing was given back.
error-refund-too-early-hint = Run raseed recover first, or decide about the order. The owner can take the risk with --owner-risk.
error-refund-refused = The payment processor does not give it back: { $what }. The shop still has the money.
error-refund-refused-hint = Ask the processor's support, or give cash back and let the owner book it with --owner-risk.
error-owner-needed = { $about ->
    [rule] By this shop's refund table only the owner gives this money back, not { $what }. Nothing was given back.
   *[risk] Only the owner may take this risk, not { $what }. Nothing was given back.
}
error-owner-needed-hint = Ask the owner.
error-quantity-invalid = The quantity must be from 1 to 100. Nothing was bought.
error-quantity-invalid-hint = Correct the quantity.
error-amount-invalid = { $about ->
    [price] { $what } cannot be used for a price. Nothing was changed.
    [booked] This amount cannot be used: { $what }. Nothing was booked.
   *[sale] This amount cannot be used: { $what }. Nothing was bought.
}
error-amount-invalid-hint = { $about ->
    [price] A price is above zero and has no more digits than the shop's currency, such as 9.50. A percentage is a number such as 12.5.
    [booked] Amounts are plain decimals such as 9.50, with no more digits than their currency has.
   *[sale] Amounts are plain decimals such as 9.50, and only open-value products take one.
}
error-field-missing = { $what } is missing. Nothing was bought.
error-field-missing-hint = Ask the customer for it.
error-field-invalid = { $what } is not valid. Nothing was bought.
error-field-invalid-hint = Read it again with the customer, digit by digit.
error-field-twice = { $what } was given more than once. Nothing was bought.
error-field-twice-hint = Give each --field once: nobody can tell which one is meant.
error-field-unknown = This product has no field { $what }. Nothing was bought.
error-field-unknown-hint = Leave it out.
error-phone-invalid = This cannot be a phone number. Nothing was bought.
error-phone-invalid-hint = Enter the number as the customer says it, for example 0599 123 456.
error-phone-missing = { $what } needs a phone number. Nothing was bought.
error-phone-missing-hint = Enter the customer's number. For a voucher the shop's own number from the provisioning file will do; a top-up without another account goes to the number given.
error-price-missing = { $what } has no price. Nothing was bought.
error-price-missing-hint = Give it a price, or a cost and a [[rate]] to the shop's currency. A rule for it may need a face value or a cost that is not known.
error-refund-rule-invalid = These refund terms cannot be used.
error-refund-rule-invalid-hint = Say whose they are, give at least an hour and at most a year, or leave the time out.
error-proof-missing = The refund table asks for a proof. Nothing was given back.
error-proof-missing-hint = Say what you saw: the slip, or what the supplier answered.
error-price-rule-invalid = This price rule cannot be used: { $what }.
error-price-rule-invalid-hint = Say what it is for, a percentage from 0 to 1000 or an amount, and round to something the currency can pay, such as 0.5.
error-tax-rate-invalid = This rate of tax cannot be used: { $what }. Nothing was changed.
error-tax-rate-invalid-hint = Give a percentage from 0 to 100, and say what it is for: all, a supplier, a brand or a product. Names and numbers have at most 40 letters.
error-received-too-little = { $received } received, { $total } is due. Nothing was bought.
error-received-too-little-hint = Take the rest from the customer.
error-request-id-reused = This request id was used for another sale. Nothing was bought.
error-request-id-reused-hint = Use a fresh id for a new sale, or repeat the first request exactly.
error-nothing-to-see = Nothing of this kind waits for anybody about this order. Nothing was changed.
error-nothing-to-see-hint = Run raseed attention list to see what needs a person.
error-nothing-to-print = This order has no code to hand over.
error-nothing-to-print-hint = Only delivered orders can be printed.
error-no-decision-needed = Nothing is to be decided about this order: it is { $what }. Nothing was changed.
error-no-decision-needed-hint = Only an order in needs_attention can be decided. Look at it with raseed order.
error-candidate-needed = Several orders at the supplier may be this one: { $what }. Nothing was changed.
error-candidate-needed-hint = Compare them in the supplier's panel, then name one with --provider-order.
error-candidate-wrong = The supplier's order { $what } cannot be this one: it belongs to another sale, or was not delivered. Nothing was changed.
error-period-invalid = These are not days in their order: { $what }. Nothing was done.
error-period-invalid-hint = Give two days as YYYY-MM-DD, the earlier one first, and not more than 400 days.
error-shift-open = Shift { $what } is open already. Nothing was done.
error-shift-open-hint = Close it first: raseed shift close --counted AMOUNT. raseed shift x shows it.
error-no-shift = No shift is open. Nothing was done.
error-no-shift-hint = Count the drawer and open one: raseed shift open --float AMOUNT.
error-shelf-full = { $what } more of this may lie on the shop's shelf. Nothing was bought.
error-shelf-full-hint = Buy less of it, or let more lie there. Orders that are still being checked count too.
error-not-for-shelf = { $what } cannot be bought ahead. Nothing was bought.
error-not-for-shelf-hint = Only vouchers of one value that need nothing of their customer can lie on the shelf.
error-code-on-shelf = This code was bought for the shop's shelf and is sealed. Nothing was shown.
error-code-on-shelf-hint = It is given out only with a sale, when the supplier cannot be reached.
error-unknown-debtor = There is no such customer in the debt book. Nothing was done.
error-unknown-debtor-hint = Look in the debt book; a manager adds a customer there. On the command line: raseed debt list, raseed debt add NAME PHONE.
error-debtor-missing = On account needs somebody who owes it. Nothing was sold.
error-debtor-missing-hint = Choose the customer in the debt book; on the command line: --debtor with their number or phone.
error-debtor-taken = Somebody with this phone is in the debt book. Nothing was added.
error-debtor-taken-hint = Look them up by their phone.
error-debt-book-closed = Nothing is sold on account here yet. Nothing was sold.
error-debt-book-closed-hint = Take cash or a card. The owner opens the debt book by saying how much a customer may owe.
error-debt-limit = The customer owes { $owed } and may owe { $limit }; this is more. Nothing was sold.
error-debt-limit-hint = Take a payment first, sell less, or let a manager approve it.
error-debt-currency = This customer's account is kept in { $what }. Nothing was sold.
error-debt-currency-hint = Take cash or a card. The account can be paid off, not added to.
error-debt-amount-invalid = { $amount } is not what can be paid: { $owed } is owed. Nothing was booked.
error-debt-amount-invalid-hint = Give an amount above zero that is not more than is owed.
error-nothing-owed = This customer owes nothing. Nobody was reminded.
error-nothing-owed-hint = Look at their account again.
error-debt-owed = This number's owner still owes { $what }. Nothing was erased.
error-debt-owed-hint = Take what is owed, or let the owner forgive it; then erase the number.
error-debt-credit = The shop owes this number's owner { $what }. Nothing was erased.
error-debt-credit-hint = Pay it out of the drawer first (Shift, Pay out, or raseed shift pay-out); then the owner erases the number: raseed customer erase NUMBER --credit-paid-out.
error-wallet-short = { $supplier } has { $balance }, this needs { $needed }. Nothing was sold and nothing charged.
error-wallet-short-hint = Tell the owner to pay into the wallet. Take no money for it until then, or sell less of it.
error-stray-unknown = Nothing is to be said about the supplier's order { $what }. Nothing was changed.
error-stray-unknown-hint = raseed wallet --reconcile lists the orders that are asked about. Somebody may have answered already.
error-booking-invalid = What is booked on a wallet needs an amount other than zero, and a reason. Nothing was booked.
error-booking-invalid-hint = Say how much was paid in, and how: the bank's receipt, or who paid it.
error-not-imported = The order { $what } was sold at this till, so its price is what was taken. Nothing was changed.
error-not-imported-hint = Only of orders that were found after a restore is it not known what the customer paid.
error-cash-invalid = { $what } cannot be counted in a drawer. Nothing was done.
error-cash-invalid-hint = Give one amount for each currency, with no more digits than it has: 200.00, or 20.000:JOD.
pay-out-overdraws = More was paid out than the drawer held by the books: { $expected } should be in it now. If the amount was mistyped, put back with raseed shift pay-in what was not taken.
error-unknown-report = There is no Z report { $what }.
error-unknown-report-hint = raseed shift list shows those there are.
error-payment-reason-missing = Nobody said what the cash is for. Nothing was booked.
error-payment-reason-missing-hint = Write in a few words why it comes into the drawer or leaves it.
error-reprint-reason-missing = Nobody said why. Nothing was printed.
error-reprint-reason-missing-hint = Choose a reason or write one.
error-reason-missing = Nobody said why. Nothing was decided.
error-reason-missing-hint = Write in a few words how you know.
error-note-holds-code = The note holds the code or its PIN. No file was written.
error-note-holds-code-hint = Leave the code out: the file names its last four characters and its serial number.
error-decision-unavailable = The supplier could not be asked for this order: { $what }. Nothing was decided.
error-decision-unavailable-hint = Check the internet connection and decide again in a moment. Do not sell it again meanwhile.
error-candidate-wrong-hint = Compare the number with the supplier's panel.
error-guard-stands = Something has to be answered before this is sold. Nothing was bought.
error-guard-stands-hint = Read the question on the screen and answer it.
error-not-to-be-sold = This sounds like a scam. Nothing was bought.
error-not-to-be-sold-hint = Do not sell. Tell the customer that no office, bank or company ever takes gift cards. Only a manager may decide otherwise.
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
error-disk-full-hint = Free some space, then try again.
error-folder-missing = There is no folder for this file: { $what }. Nothing was written.
error-folder-missing-hint = Make the folder first, or name another with --out.
error-no-backup-folder = No folder is chosen for this shop's backups. None was made.
error-no-backup-folder-hint = Choose one in the settings, or in the file: [backup] folder = "…". Or name a file with --out.
error-backup-folder-away = The folder for backups is not there: { $what }. No backup was made; the till goes on.
error-backup-folder-away-hint = Plug the stick in or connect the drive, then make the backup again. Until then an old one is all there is.
error-passphrase-short = This passphrase is short enough to be guessed. Nothing was changed.
error-passphrase-short-hint = Take four or five words that you will still know when this computer is gone, at least eight letters.
error-out-refused = This is no place for a file: { $what }. Nothing was written.
error-out-refused-hint = Choose a file of its own: neither a folder nor one of the till's own files.
error-file-not-written = The file could not be written: { $what }. What stood there before is unchanged.
error-file-not-written-hint = Look whether the disk is there, has room and may be written, then try again.
error-file-unreadable = This file cannot be read: { $what }.
error-file-unreadable-hint = Name a file that is there and that this user may read.
error-not-a-backup = This file is no backup of Raseed. Nothing was restored.
error-not-a-backup-hint = Name a file that raseed backup wrote.
error-backup-format = This backup has the form { $what }, which this version does not know. Nothing was restored.
error-backup-format-hint = Restore it with the version of Raseed that wrote it, or a newer one.
error-backup-damaged = This backup is damaged: it was changed or cut off. Nothing was restored.
error-backup-damaged-hint = Copy it again from where it was kept, or use another backup.
error-backup-unsound = What would be in this backup is not in order: { $what }. It was not used, and nothing was replaced.
error-backup-unsound-hint = Run raseed verify on the till. Keep older backups.
error-backup-key-missing = This backup is bound to the key of the machine that made it, and that key is not here. Nothing was restored.
error-backup-key-missing-hint = Restore it on that machine, or put that till's master.key into the empty data folder.
error-passphrase-needed = This backup is sealed with a passphrase, and none was given. Nothing was restored.
error-passphrase-needed-hint = Put the passphrase into RASEED_PASSPHRASE.
error-passphrase-wrong = This is not the backup's passphrase. Nothing was restored.
error-passphrase-wrong-hint = Put the passphrase that the backup was made with into RASEED_PASSPHRASE.
error-data-dir-not-empty = A backup is restored into an empty data folder only, and there is something in this one. Nothing was changed.
error-data-dir-not-empty-hint = Name an empty or new folder with --data-dir.
error-restore-stopped = The restore was stopped. Nothing was changed.
error-restore-stopped-hint = Start it again whenever you like. The backup is as it was.
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
error-pin-locked = Too many wrong PINs. No PIN is taken for { $wait } minutes.
error-pin-locked-hint = Wait, or say who you are. Restarting or changing the clock does not help. Each wrong PIN is in the journal.
error-custody-limit = A clerk gives out at most { $limit } codes again within an hour. This one was not given out.
error-custody-limit-hint = A manager lets one more pass: at the till with their PIN, on the command line with --as. Codes that customers have just paid for never count.
error-custody-invalid = At most { $what } codes within an hour can be chosen.
error-custody-invalid-hint = Type a smaller number; 0 is no limit. Nothing was changed.
error-approval-needed = This takes a manager.
error-approval-needed-hint = A manager enters their PIN; it counts for this one action.
error-owner-approval-needed = This takes the owner.
error-owner-approval-needed-hint = The owner enters their PIN; it counts for this one action.
error-not-allowed = { $what } may not do this.
error-not-allowed-hint = Ask a manager or the owner.
error-name-invalid = This is no name.
error-name-invalid-hint = Write a name of at most 40 characters. Nothing was changed.
error-name-taken = Somebody has this name, or had it.
error-name-taken-hint = Choose another one, so that the journal tells the two apart. Who worked here before is taken back instead.
error-pin-invalid = A PIN has 4 to 8 digits.
error-pin-invalid-hint = Type digits alone. Nothing was changed.
error-pin-taken = This PIN is somebody else’s.
error-pin-taken-hint = Choose another one: the PIN alone says who is at the till.
error-unknown-person = Nobody of this name works here.
error-unknown-person-hint = Open the list again: somebody else may have changed it.
error-last-owner = The shop needs an owner.
error-last-owner-hint = Make somebody else an owner first. Nothing was changed.
error-own-role = Nobody lowers their own role or takes themselves off the list.
error-own-role-hint = Another owner can do it. Nothing was changed.
error-first-is-owner = The first one here is the owner.
error-first-is-owner-hint = Add the owner first; from then on the till asks everybody for a PIN.

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
reason-preflight-unavailable = The supplier could not check this just now, so nothing was bought. Try again.
reason-no-such-order = The supplier knows no such order.
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
reason-restored = The till was restored from a backup. This had not been sent then; it may have been sent since. It is never sent again, and it is looked for.
reason-imported = Found at the supplier after this till was restored from a backup: it was sold after the backup was taken. It is never sent again; what became of it is being asked.
reason-person-decided = A person decided.
reason-person-decided-detail = A person decided: { $detail }
reason-tender-expired = The customer did not pay in time. Nothing was charged and nothing was bought.
reason-tender-cancelled = The payment was cancelled at the counter. Nothing was bought; if the customer still pays, the money goes back by itself.
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
money-in-doubt = No answer about this money yet. We are looking it up: take none and give none back meanwhile.
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
event-guard-overridden = { $clerk } went on after a warning: { $reason }
guard-same-again = the same was sold to the same customer just before
guard-near-miss = a known number differs by one digit
guard-region = the code works in another country
guard-below-cost = below cost
guard-cost-rose = the cost rose
guard-scam = several high-value cards in a row
guard-hourly-limit = more high-value cards than an hour allows
event-delivered = Delivered ({ $detail }).
event-refused = Not delivered. { $reason }
event-repeated = Asked for again under the same key; the supplier does not charge it twice.
event-candidates = { $reason }
event-code-twice = The supplier delivered a code that it had delivered before. It was kept back.
event-resolved = { $clerk } decided: { $detail }
event-late-delivery = The supplier delivered it after all ({ $detail }). The code is kept for the next customer.
event-taken-back = The supplier took it back ({ $detail }).
event-late-candidates = The supplier's list shows orders that may be this one after all: { $detail }.
event-candidate-claimed = { $clerk } said that one of them is this order; its code was fetched and kept: { $detail }
event-candidate-denied = { $clerk } said that none of them is this order: { $detail }
event-from-ahead = From the shop's own stock, bought ahead ({ $detail }).
event-from-stock = From a code that had been bought before ({ $detail }).
event-seen = { $clerk } has read the news about this order.
event-restored = The till was restored from a backup.
event-imported = Found at the supplier after the till was restored, and taken in. { $detail }
event-price-told = { $clerk } said what the customer paid: { $detail }
event-explained = { $clerk } said why the supplier does not list it: { $detail }
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
event-tender-cancelled = The payment was cancelled at the counter.
event-tender-unclear = The payment processor's answer settles nothing ({ $detail }). A person must look at it.
event-capture = Taking what was delivered: { $detail }.
event-not-captured = The payment processor does not take the money that was held ({ $detail }). A person must see to it.
event-give-back = Giving back { $detail }.
event-given-back = Given back ({ $detail }).
event-not-given-back = The payment processor does not give it back ({ $detail }). A person must see to it.
event-let-go = What was held was let go ({ $detail }).
event-refund-against-rule = { $clerk } decided to give money back although the refund table speaks against it: { $reason }
event-refund-proof = { $clerk } saw what the refund table asks for: { $reason }
refund-breach-too-late = later than the table allows
refund-breach-code-shown = the code was shown
refund-proof-slip = the slip
refund-proof-supplier = the supplier’s answer
event-cash-back = { $clerk } gave cash back: { $detail }
event-debt-taken-off = { $clerk } took it off what the customer owes: { $detail }

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
doctor-printer = { $what } is there.
doctor-printer-bad = { $what }: { $why }
doctor-restored = This till was restored from a backup of { $at }. { $supplier } has no order of it since then that is not here.
doctor-restored-missing = This till was restored from a backup of { $at }. { $supplier } has orders of it that are not here: { $what }.
doctor-restored-missing-hint = They were sold after the backup and are never sent again from here. Look at each at the supplier; its customer may have the code already.
doctor-restored-by-hand = This till was restored from a backup of { $at }. { $supplier } shows no references, so nobody can tell which of its orders are this till's.
doctor-restored-by-hand-hint = Compare the supplier's list since then with this till's orders by hand.
doctor-restored-unread = This till was restored from a backup of { $at }, and the list of { $supplier } could not be read: { $what }.
doctor-restored-unread-hint = Run raseed doctor again when the supplier answers.

recover-unread = What was sold after the backup could not be asked of { $supplier } ({ $what }). It is asked again the next time.
doctor-backup = The last backup was written and checked at { $at }.
doctor-backup-bad = The shop's backups are not being made. The last good one is of { $at }.
doctor-backup-bad-hint = Plug the stick in or choose another folder, then run raseed backup.
reconcile-wallet = { $supplier } { $currency }: expected { $expected }, reported { $reported }, difference { $difference }, unexplained { $unexplained }
reconcile-stray = not here: { $supplier } order { $order }, { $cost }, { $at }
reconcile-not-listed = not there: our order { $order } ({ $supplier } { $theirs })
reconcile-unread = { $supplier } could not be compared: { $what }
doctor-attention = { $form ->
    [one] One thing needs a person.
   *[other] { $count } things need a person.
}
doctor-attention-hint = Run raseed attention list, or open Attention in the window.
recover-attention = { $form ->
    [one] One thing needs a person: raseed attention list
   *[other] { $count } things need a person: raseed attention list
}
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
printer-till-stopped = the till stopped while the slip was on its way
printer-till-stopped-hint = Look at the paper first: the slip may be out. If it is not, print again.
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

# How suppliers and processors answer, for their lamps and the doctor.

health-ok = { $what } answers and accepts the key.
health-slow = { $form ->
    [one] { $what } takes one second to answer.
   *[other] { $what } takes { $seconds } seconds to answer.
}
health-slow-hint = Sales through { $what } take longer. If it stays so, check this shop's internet connection.
health-down = { $what } does not answer ({ $why }).
health-down-hint = Check this shop's internet connection and the address of { $what }. Others can be sold meanwhile.
health-out-of-money = { $what } has only { $balance } left, less than its cheapest product costs.
health-out-of-money-hint = The owner must pay into the wallet at { $what }.
health-address-changed = { $what } accepted this key before and does not now. Most likely this shop's internet address has changed.
health-address-changed-hint = The owner must add this shop's new internet address in { $what }'s panel, and look whether the key is still there.
health-wrong-key = { $what } does not accept the key.
health-wrong-key-hint = The owner must check the key of { $what } and what it may do, and provision the right one.
health-wrong-key-or-address-hint = The owner must check the key of { $what }, and whether this shop's internet address is on the list in its panel.
health-clock-wrong = The clocks of { $what } and of this computer are { $minutes } minutes apart.
health-clock-wrong-hint = Set this computer's date and time. If they are right, tell { $what }.
health-clock-wrong-certificate = { $what } cannot be reached securely: by this computer's clock its certificate is not valid.

# A number no plan gives out: it warns and never blocks.

phone-looks-odd = This number looks unusual. Read it back to the customer.

verify-ok = { $form ->
    [one] Everything is as it was written: one record, { $head }.
   *[other] Everything is as it was written: { $records } records, the newest { $head }.
}
verify-bad = { $form ->
    [one] Not everything is as it was written: one record, { $head }.
   *[other] Not everything is as it was written: { $records } records, the newest { $head }.
}
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
flaw-sum-differs = A sum in the reports is not what the orders come to.
flaw-sum-differs-hint = The orders themselves are right. `raseed report --rebuild` makes the sums anew.
flaw-schema-differs = This table, index, trigger or view is not what the program made.
flaw-schema-differs-hint = It was added, changed or removed past the program: a guard may be gone. Copy the data folder, ask who had the computer, and compare the last days with slips and with the supplier's own list.
flaw-derived-differs = What is shown or found of this does not fit it.
flaw-derived-differs-hint = It was changed past the program. Trust the slip and the supplier's own list.

# The catalogue.

catalog-synced = { $added } added, { $changed } changed, { $removed } removed.
catalog-none = { $what } has no catalogue that can be fetched: its products come from the provisioning file.
catalog-empty = { $what } lists no product at all. That is not believed, and nothing was changed.

backup-done = Backed up and verified: { $file }, { $rows } rows.
backup-last-sale = The last sale in it is of { $at } ({ $sale }).
backup-no-sale = There is no sale in it.
backup-looked = A sound backup of { $at }, with { $rows } rows. Nothing was restored.
backup-looked-till = Shop: { $shop }. Till: { $till }. Orders: { $orders }. Last Z: { $z }.
backup-looked-no-z = none yet
backup-opens-with-passphrase = It opens on any machine with the passphrase. Without the passphrase nobody can open it, you neither.
backup-bound-to-keyring = No RASEED_PASSPHRASE was given: this backup opens only on this machine, with the key in its keyring.
backup-bound-to-file = No RASEED_PASSPHRASE was given: this backup opens only with this till's key. The key is the file master.key in the data folder; without a copy of it elsewhere, this backup is lost together with this machine.
restore-done = Restored as it was on { $at }. Orders that may have been sent since: { $doubt }. Codes on the shelf that are sold no more: { $withdrawn }. Run raseed recover now, then raseed doctor: it names what the suppliers have of this till and the backup has not.
customer-erased-debtor = Their account in the debt book was erased too.
customer-erased = { $erased } orders do not know this number any more, { $left } are not finished and keep it until they are.

debt-reminder = { $shop }: hello { $name }, you have { $owed } to pay on your account with us. Thank you.
debt-line = { $id }  { $name }  { $phone }  owes { $owed }, may owe { $limit }
debt-line-credit = { $id }  { $name }  { $phone }  has { $credit } in credit, may owe { $limit }
debt-days-0-7 = (up to 7 days)
debt-days-8-30 = (8 to 30 days)
debt-days-31-90 = (31 to 90 days)
debt-days-over-90 = (over 90 days)
debt-sold = sold
debt-taken_off = taken off
debt-repaid = repaid
debt-forgiven = forgiven
debt-repaid-now = { $amount } repaid of { $owed }; { $left } left.
debt-forgiven-now = { $amount } forgiven of { $owed }; { $left } left.

sales-report-total = Total
sales-report-by-day = By day
sales-report-by-hour = By hour
sales-report-by-product = By product
sales-report-by-supplier = By supplier
sales-report-by-clerk = By clerk
sales-report-by-tax = Tax to declare
sales-report-line = { $name }: { $delivered } delivered, { $net } { $currency } net, margin { $margin } { $currency }
sales-report-title = Sales report
sales-report-drawn = Drawn up { $at }
sales-report-net = Net sales
sales-report-tax = Tax in it
sales-report-untaxed = Without tax
sales-report-rate = Rate
sales-report-margin = Profit
sales-report-cost = Cost
sales-report-refunded = Given back
sales-report-delivered = Delivered
sales-report-refused = Not delivered
sales-report-open = Being checked
sales-report-returned = Orders given back
sales-report-name = Name
sales-report-uncosted = Not in the profit, because their cost is not known: { $count }
sales-report-others = Sales in { $currencies } are not part of this.

## The shelf, on the command line

stock-line = bought ahead { $ahead } · recovered { $recovered } · coming { $coming } · expired { $expired } · limit { $keep }

# How far a restore has come.
restoring-reading = Opening the backup
restoring-proving = Proving what is in it
restoring-making = Making a till of it
restoring-taking-in = Taking the till in
restoring-comparing = Proving what was taken in
restoring-last = The last look: the whole till is checked once more
restoring-bytes = { $done } of { $of } MB
restoring-records = { $done } of { $of } records of the journal
restoring-tables = { $done } of { $of } tables
restoring-rows = { $done } of { $of } rows
