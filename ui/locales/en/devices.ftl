### Printers, the print queue, and the slips' look.

devices-card = Printers and slips
devices-printers = Printers and print queue
devices-slips = What stands on slips

hardware = Printers
hardware-none = No printer is set up
hardware-none-hint = Add a [[printer]] to the provisioning file. Codes can be shown on the screen and texted meanwhile.
hardware-default = prints unless another is named
hardware-dots = { $paper } · { $dots } dots
hardware-checking = Looking…
hardware-ready = Ready
hardware-check = Look again
hardware-test = Test print
hardware-test-busy = Printing…
hardware-test-done = The test slip is out. Is it whole and sharp, with both ends of the ruler on the paper?
hardware-test-sent = The test slip was sent. This printer does not say whether it printed: look at the paper.
hardware-test-failed = The test slip is not out.
hardware-test-file = The test slip is a file:

kind-escpos-tcp = Receipt printer in the network
kind-escpos-device = Receipt printer at a cable
kind-cups-raw = Print queue of the system
kind-windows-raw = Windows printer
kind-pdf = PDF files

queue = Print queue
queue-none = Nothing was printed yet
queue-none-hint = Every slip that goes to a printer appears here, with what became of it.
queue-more = Earlier jobs
queue-time = Time
queue-what = What
queue-printer = Printer
queue-copy = Copy
queue-state = What became of it
queue-test = Test print
queue-note = { $name } · where it stands
queue-job-queued = Waiting
queue-job-leaving = On its way
queue-job-sent = Sent, not confirmed
queue-job-confirmed = Printed
queue-job-failed = Not printed
queue-job-uncertain = Perhaps printed
queue-job-since = Printed later
queue-asked-by = Asked for by
queue-order = Order

again = Print again
again-busy = Printing…
again-other = Print on { $printer }
again-copy = It may be on paper already, so the next one is headed COPY.
again-plain = Nothing of it came out.
again-test = Prints another test slip.
again-since = The same was printed by a later job. It can be printed again under Orders.
again-under-way = It has not ended yet. Nothing needs to be done.
again-never = Nothing is ever printed again by itself.
again-no-code = This order has no code. Its state can be read under Orders.
printed-sent = Sent to the printer
printed-sent-hint = It does not say whether it printed: look at the paper.
printed-not-here = Not printed on { $printer }: { $why }.
