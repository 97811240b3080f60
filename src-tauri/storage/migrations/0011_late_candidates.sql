-- Orders of a supplier that may be one of ours that was refused, where nothing of ours comes back with
-- an order. Each is told to a person once.

create table late_candidates (
    order_id text not null references orders (id),
    provider_order_id text not null,
    at integer not null,
    closed_at integer, -- when a person said what it is
    primary key (order_id, provider_order_id)
) strict;

-- What a person may have to be told grows by one word; a check cannot be changed in place.
create table attention_with_candidates (
    order_id text not null references orders (id),
    kind text not null check (kind in (
        'late_delivery', 'taken_back', 'money_not_back', 'money_unclear', 'not_captured', 'overpaid',
        'late_candidate')),
    at integer not null,
    seen_at integer,
    primary key (order_id, kind)
) strict;

insert into attention_with_candidates (order_id, kind, at, seen_at)
select order_id, kind, at, seen_at from attention;
drop table attention;
alter table attention_with_candidates rename to attention;
