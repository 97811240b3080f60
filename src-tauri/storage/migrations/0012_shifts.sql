-- The drawer's shifts. There is one Z for each, and its number is the shift's: they begin one after
-- the other and are never deleted, so the numbers have no gap.

create table shifts (
    number integer primary key,
    opened_at integer not null,
    opened_by text,
    floats text not null, -- JSON list of currency and amount
    rates text not null, -- JSON list of base, quote and rate: the shop's, frozen
    wallets text not null, -- JSON list of supplier, currency and balance where the wallets begin
    events_from integer not null, -- its Z tells of the events after this one
    wallets_from integer not null, -- and its wallets of those after this one
    closed_at integer,
    closed_by text,
    events_to integer,
    wallets_to integer,
    reported text, -- JSON as wallets: the balances at the close
    report text, -- the Z as it was drawn up; printed again from here
    report_salt blob
) strict;

create unique index one_shift_is_open on shifts ((1)) where closed_at is null;

create trigger shifts_are_never_deleted before delete on shifts
begin select raise(abort, 'shifts are never deleted'); end;
create trigger closed_shifts_never_change before update on shifts when old.closed_at is not null
begin select raise(abort, 'a closed shift never changes'); end;

-- What a shift answers for: money taken and given back, pay-ins and pay-outs, and what a person did
-- at the till that has to be told. Written in the transaction of what it tells of. What happens while
-- no shift is open belongs to the next one.
create table shift_log (
    id integer primary key autoincrement,
    shift integer not null,
    inside integer not null check (inside in (0, 1)), -- whether that shift was open
    at integer not null,
    kind text not null check (kind in (
        'taken', 'given_back', 'pay_in', 'pay_out', 'drawer', 'again', 'wrong_pin')),
    cause text check (cause in ('refused', 'refund')), -- why it was given back
    tender text, -- cash, or a processor's id
    amount text,
    currency text,
    sale_id text references sales (id),
    clerk text,
    reason text,
    reason_salt blob
) strict;

create index shift_log_by_shift on shift_log (shift, id);
create index shift_log_by_sale on shift_log (coalesce(sale_id, ''), id);

create trigger shift_log_is_never_changed before update on shift_log
begin select raise(abort, 'the shift log is append-only'); end;
create trigger shift_log_is_never_deleted before delete on shift_log
begin select raise(abort, 'the shift log is append-only'); end;

-- In whose Z a sale stands: the shift in which its money was taken. Not set while it is not paid.
alter table sales add column shift integer;
-- In whose Z an order's price goes back.
alter table orders add column returned_shift integer;
create index sales_by_shift on sales (shift) where shift is not null;
create index orders_returned on orders (returned_shift) where returned_shift is not null;

-- A printed report's number; such a job has no order.
alter table print_jobs add column shift integer;
