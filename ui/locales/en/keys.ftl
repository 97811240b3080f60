### Keys that can be changed.

keys = Keys
keys-card = Keyboard
keys-open = Change keys
keys-lead = Press an action’s key, then the key that you want for it. It holds for everybody at this till. The controls and the help show it.
keys-change = Change
keys-press = Press the new key
keys-own = Changed at this till
keys-usual = Back to the usual keys
keys-kept = Saved. The controls show it now.
keys-fixed = Keys that stay as they are
keys-taken = { $key } does this now: { $action }.
keys-swap = Swap the two
keys-refused-typing = This key types. Choose an F key, or hold Ctrl or Alt with it.
keys-refused-fixed = This key stays as it is: it types, moves or confirms on every screen.
keys-refused-system = The computer needs this key itself.
keys-refused-number = Hold Ctrl or Alt and press a number from 1 to 9.
