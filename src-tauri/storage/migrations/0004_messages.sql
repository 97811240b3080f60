-- Text messages: each route's price and settings, and the outbox.

alter table sms_routes add column price text; -- of one part
alter table sms_routes add column price_currency text;
alter table sms_routes add column options_sealed blob; -- JSON: whatever only this kind of route has

create table messages (
    id text primary key, -- ours, a UUID, and the route's key where it takes one
    order_id text not null references orders (id),
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
    owner text not null
) strict;

create index messages_by_order on messages (order_id);
create index messages_open on messages (state) where state in ('queued', 'sent', 'unknown');

-- A message that came to its end never moves again.
create trigger ended_messages_never_change before update of state on messages
when old.state in ('delivered', 'failed') and new.state <> old.state
begin select raise(abort, 'an ended message never changes'); end;
