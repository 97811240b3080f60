-- People: counts that are paid off in running time, approvals, and leaving without being forgotten.

-- Wrong PINs, and codes that were shown or handed over again. Each is paid off in the computer's own
-- running time (`boot` and `uptime_ms` when it last rose), so that no clock that is set moves it.
create table tallies (
    kind text not null check (kind in ('pin', 'reveal', 'copy')),
    name text not null, -- whose; empty for PINs typed without a name
    count integer not null check (count >= 0),
    paid_ms integer not null, -- paid towards the next one
    boot text not null,
    uptime_ms integer not null,
    primary key (kind, name)
) strict;

-- Who left keeps the name in the journal, and no PIN.
alter table clerks add column left_at integer;

-- The shift's log also tells of approvals: what was asked for, by whom, who approved it, and for which order.
create table shift_log_new (
    id integer primary key autoincrement,
    shift integer not null,
    inside integer not null check (inside in (0, 1)), -- whether that shift was open
    at integer not null,
    kind text not null check (kind in (
        'taken', 'given_back', 'pay_in', 'pay_out', 'drawer', 'again', 'wrong_pin', 'approval')),
    cause text check (cause in ('refused', 'refund')), -- why it was given back
    tender text, -- cash, or a processor's id
    amount text,
    currency text,
    sale_id text references sales (id),
    clerk text,
    reason text,
    reason_salt blob,
    asked_right text, -- what was approved
    approver text,
    order_id text references orders (id)
) strict;
insert into shift_log_new
    (id, shift, inside, at, kind, cause, tender, amount, currency, sale_id, clerk, reason, reason_salt)
    select id, shift, inside, at, kind, cause, tender, amount, currency, sale_id, clerk, reason, reason_salt
    from shift_log;
drop table shift_log;
alter table shift_log_new rename to shift_log;

create index shift_log_by_shift on shift_log (shift, id);
create index shift_log_by_sale on shift_log (coalesce(sale_id, ''), id);
create index shift_log_told on shift_log (at) where kind in ('drawer', 'again', 'wrong_pin', 'approval');
-- What persons did that has to be told, day by day.
create index events_told on events (at) where kind in
    ('reveal', 'resolved', 'print', 'sms', 'whatsapp', 'tender_cancelled', 'cash_back', 'give_back');

create trigger shift_log_is_never_changed before update on shift_log
begin select raise(abort, 'the shift log is append-only'); end;
create trigger shift_log_is_never_deleted before delete on shift_log
begin select raise(abort, 'the shift log is append-only'); end;
