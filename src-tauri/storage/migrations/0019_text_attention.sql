-- A text message that fails after the clerk has left it, or whose fate nobody knows, is something a
-- person has to be told; a check cannot be changed in place.

create table attention_with_texts (
    order_id text not null references orders (id),
    kind text not null check (kind in (
        'late_delivery', 'taken_back', 'money_not_back', 'money_unclear', 'not_captured', 'overpaid',
        'late_candidate', 'imported', 'not_listed', 'text_failed', 'text_unknown')),
    at integer not null,
    seen_at integer,
    primary key (order_id, kind)
) strict;

insert into attention_with_texts (order_id, kind, at, seen_at)
select order_id, kind, at, seen_at from attention;
drop table attention;
alter table attention_with_texts rename to attention;

-- One slip of an order is under way at a time, so that the next one knows its number.
create index print_jobs_under_way on print_jobs (order_id) where ended_at is null;
