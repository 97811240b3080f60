-- Orders found at their suppliers after a restore, orders of suppliers that nobody here knows, and what is
-- booked on a wallet beside orders.

create table imports (
    order_id text primary key references orders (id),
    at integer not null,
    shift integer not null, -- whose Z tells of it
    price_from text not null check (price_from in ('product', 'nobody', 'person'))
) strict;

create index imports_by_shift on imports (shift);

-- When a supplier's list was last read whole for what the backup does not have.
create table supplier_looks (
    supplier text primary key,
    at integer not null
) strict;

create table strays (
    supplier text not null,
    provider_order_id text not null,
    reference text, -- what it carries of whoever made it
    item text,
    kind text check (kind in ('voucher', 'topup')),
    cost text,
    cost_currency text,
    made_at integer, -- by the supplier's clock
    found_at integer not null,
    needs_person integer not null check (needs_person in (0, 1)), -- it may be a sale that was lost
    verdict text check (verdict in ('ours', 'not_ours')),
    decided_at integer,
    clerk text,
    note text,
    note_salt blob,
    primary key (supplier, provider_order_id)
) strict;

create index strays_open on strays (supplier) where verdict is null;

create table wallet_bookings (
    id integer primary key autoincrement,
    account integer not null, -- the shift in whose wallets it counts; 0: it was in the first balance read
    supplier text not null,
    kind text not null check (kind in ('deposit', 'explained')),
    amount text not null, -- below zero it took from the wallet
    currency text not null,
    provider_id text, -- the supplier's id of it, where the supplier told it
    at integer not null, -- when it was paid in, or said
    noted_at integer not null,
    clerk text,
    note text,
    note_salt blob
) strict;

create unique index wallet_bookings_of_suppliers on wallet_bookings (supplier, provider_id)
    where provider_id is not null;
create index wallet_bookings_by_account on wallet_bookings (account);

create trigger wallet_bookings_are_never_changed before update on wallet_bookings
begin select raise(abort, 'wallet bookings are append-only'); end;
create trigger wallet_bookings_are_never_deleted before delete on wallet_bookings
begin select raise(abort, 'wallet bookings are append-only'); end;

-- What a person may have to be told grows by two words; a check cannot be changed in place.
create table attention_with_imports (
    order_id text not null references orders (id),
    kind text not null check (kind in (
        'late_delivery', 'taken_back', 'money_not_back', 'money_unclear', 'not_captured', 'overpaid',
        'late_candidate', 'imported', 'not_listed')),
    at integer not null,
    seen_at integer,
    primary key (order_id, kind)
) strict;

insert into attention_with_imports (order_id, kind, at, seen_at)
select order_id, kind, at, seen_at from attention;
drop table attention;
alter table attention_with_imports rename to attention;

-- How the backups into the folder of the settings went, for people.
create table backup_runs (
    id integer primary key autoincrement,
    at integer not null,
    file text, -- its name in the folder, where it was written
    folder text not null,
    ok integer not null check (ok in (0, 1)),
    opens_with text check (opens_with in ('passphrase', 'this_machine')),
    bytes integer,
    rows integer,
    last_sale_at integer,
    code text, -- what went wrong
    detail text
) strict;
