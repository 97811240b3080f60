### What the owner is told by message.

owner-card = The owner's messages
owner-phone = The owner's phone
owner-phone-hint = Leave it empty and nothing is sent.
owner-report = A report at each close
owner-report-hint = Takings, profit, drawer and wallets of each Z, in one text message.
owner-z-by = Shift closed by
owner-after = Order unfinished, minutes
owner-alerts-hint = An alert is sent once when a shift is not closed by this time, or an order stays unfinished for longer. Left empty, there is no alert.
owner-no-route = No way to send text messages is set up. After each close the Shift screen offers WhatsApp.
owner-save = Save
owner-saved = Saved.
owner-unsent = Did not arrive, or may not have
owner-again = Send again
owner-whatsapp = Send by WhatsApp
owner-whatsapp-opened = WhatsApp is open with the report. Send it there.
owner-sent = The report is on its way to the owner.
owner-not-sent = The report was not sent.
owner-told-sent = The report was sent to the owner.
owner-told-on_its_way = The report is on its way to the owner.
owner-told-no_route = The report was not sent to the owner: no way to send text messages is set up.
owner-told-not_sent = The report was not sent to the owner.
owner-told-failed = The report was not sent to the owner.
owner-told-unknown = Nobody knows whether the report reached the owner.
