### People: approvals at the till, signing in after too many wrong PINs, who works here.

grant-title = A manager’s word is needed
grant-pin = Manager’s PIN
grant-owner-pin = Owner’s PIN
grant-once = Only for this one action of { $clerk }. The journal keeps both names.
grant-next = A manager’s PIN is asked for next.
grant-do = Approve
grant-cancel = Not now

lock-wait = No PIN is taken for { $wait } minutes: too many were wrong.
lock-wait-hint = Each wrong PIN is in the journal. Whoever says who they are may go on.
lock-who = Who are you?
lock-pin-of = PIN of { $name }
lock-someone-else = Somebody else
