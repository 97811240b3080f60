-- What a text message is about: an order's codes, a Z told to the owner, or an alert to the owner. A
-- column cannot lose its "not null" in place.

create table messages_about (
    id text primary key, -- ours, a UUID, and the route's key where it takes one
    about text not null check (about in ('order', 'z', 'alert')),
    order_id text references orders (id),
    shift integer references shifts (number), -- whose Z it tells
    route text not null,
    phone text not null,
    text_sealed blob, -- gone once the message's end is known
    state text not null check (state in ('queued', 'sent', 'delivered', 'failed', 'unknown')),
    route_message text, -- the route's own id
    word text, -- the route's own, last heard
    reason text,
    parts integer not null,
    sendings integer not null default 0,
    told_lost integer not null default 0 check (told_lost in (0, 1)),
    clerk text,
    created_at integer not null,
    sent_at integer,
    asked_at integer,
    finished_at integer,
    owner text not null,
    check ((about = 'order') = (order_id is not null)),
    check ((about = 'z') = (shift is not null))
) strict;

insert into messages_about (id, about, order_id, route, phone, text_sealed, state, route_message, word,
    reason, parts, sendings, told_lost, clerk, created_at, sent_at, asked_at, finished_at, owner)
select id, 'order', order_id, route, phone, text_sealed, state, route_message, word, reason, parts,
    sendings, told_lost, clerk, created_at, sent_at, asked_at, finished_at, owner
from messages;
drop table messages;
alter table messages_about rename to messages;

create index messages_by_order on messages (order_id) where order_id is not null;
create index messages_to_owner on messages (about, shift, created_at) where about <> 'order';
create index messages_open on messages (state) where state in ('queued', 'sent', 'unknown');

-- A message that came to its end never moves again.
create trigger ended_messages_never_change before update of state on messages
when old.state in ('delivered', 'failed') and new.state <> old.state
begin select raise(abort, 'an ended message never changes'); end;

-- What was told to the owner, so that each matter is told once.
create table owner_alerts (
    kind text not null check (kind in ('shift_open', 'no_shift', 'order')),
    matter text not null, -- which: a shift's number, the last Z's, an order's id
    at integer not null,
    message text not null references messages (id),
    primary key (kind, matter)
) strict;
