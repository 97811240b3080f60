-- The debt book: customers who buy on account. What each was given is in their sales; only what was repaid
-- or forgiven is a row of its own.

-- A sale may be on account, and the shift's log tells of debts. Only checks change, which touch no row: the
-- way the SQLite documentation describes for that (lang_altertable, section 7). Rebuilding `sales` would
-- break what refers to it.
pragma writable_schema = on;
update sqlite_schema set sql = replace(sql, '''payerly'', ''mpg''', '''payerly'', ''mpg'', ''debt''')
    where type = 'table' and name = 'sales';
update sqlite_schema set sql = replace(sql, '''wrong_pin'', ''approval''',
        '''wrong_pin'', ''approval'', ''debt_repaid'', ''debt_forgiven''')
    where type = 'table' and name = 'shift_log';
pragma writable_schema = reset;

create table debtors (
    id integer primary key autoincrement,
    name text, -- null once erased, like the phone
    name_salt blob,
    phone text unique,
    phone_salt blob,
    limit_amount text, -- null: as much as the shop lets anybody owe
    currency text not null,
    added_at integer not null,
    clerk text,
    erased_at integer
) strict;

create table debt_entries (
    id integer primary key autoincrement,
    debtor integer not null references debtors (id),
    kind text not null check (kind in ('repaid', 'forgiven')),
    amount text not null,
    currency text not null,
    owed text not null, -- before it
    at integer not null,
    clerk text,
    reason text,
    reason_salt blob
) strict;

create index debt_entries_by_debtor on debt_entries (debtor, id);

create trigger debt_entries_are_never_changed before update on debt_entries
begin select raise(abort, 'the debt book is append-only'); end;
create trigger debt_entries_are_never_deleted before delete on debt_entries
begin select raise(abort, 'the debt book is append-only'); end;

-- Who owes a sale on account.
alter table sales add column debtor integer references debtors (id);
create index sales_by_debtor on sales (debtor) where debtor is not null;

-- Taking a debt off is told like giving cash back.
drop index events_told;
create index events_told on events (at) where kind in
    ('reveal', 'resolved', 'print', 'sms', 'whatsapp', 'tender_cancelled', 'cash_back', 'give_back',
     'debt_taken_off');

-- For accountants' own tools: what was repaid and forgiven. Whose is a number, never a name.
create view v_debts as
select id as entry, debtor, kind, amount, currency, owed as owed_before,
    strftime('%Y-%m-%dT%H:%M:%SZ', at / 1000, 'unixepoch') as at, clerk, reason
from debt_entries;
