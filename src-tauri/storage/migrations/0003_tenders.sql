-- Card tenders: one attempt to take a customer's money for each sale that is not paid in cash.
-- Nothing of a card is here but the last four digits of its number.

create table tenders (
    sale_id text primary key references sales (id),
    id text not null unique, -- ours, a UUID, and the processor's order id
    processor text not null,
    description text not null,
    expire_at integer,
    card_tail text check (card_tail is null or length(card_tail) <= 4),
    pay_url text,
    word text, -- the processor's own, last heard
    reason text,
    reason_detail text,
    parts text not null default '[]', -- JSON list of the customer's payments: id and amount
    created_at integer not null,
    sent_at integer,
    finished_at integer,
    watched_at integer, -- when late money was last asked for
    closed integer not null default 0 check (closed in (0, 1)),
    needs_person integer not null default 0 check (needs_person in (0, 1)),
    version integer not null default 0,
    owner text not null
) strict;

create index tenders_open on tenders (owner) where closed = 0;
create index tenders_in_need on tenders (sale_id) where needs_person = 1;

-- The exact request of each charge, written with it; key and card are added when it is sent.
create table charge_requests (
    sale_id text primary key references tenders (sale_id),
    method text not null,
    url text not null,
    headers text not null, -- JSON list of name and value; never the key
    body blob not null
) strict;

-- Captures, voids and refunds, each with its exact request. Cash that was given back has none.
create table money_moves (
    id text primary key, -- ours, a UUID
    sale_id text not null references sales (id),
    position integer not null,
    kind text not null check (kind in ('capture', 'void', 'refund')),
    amount text not null,
    currency text not null,
    part text, -- the customer's payment it is taken from
    state text not null check (state in ('open', 'done', 'refused')),
    at integer not null,
    settled_at integer,
    method text,
    url text,
    headers text,
    body blob
) strict;

create index money_moves_by_sale on money_moves (sale_id, position);

-- Replies of processors, kept before they are acted upon, without what must not be kept of a card.
create table tender_replies (
    id integer primary key,
    sale_id text not null references tenders (sale_id),
    at integer not null,
    status integer not null,
    complete integer not null check (complete in (0, 1)),
    body_sealed blob not null
) strict;

-- A movement that came to its end never moves again.
create trigger ended_moves_never_change before update of state on money_moves
when old.state in ('done', 'refused') and new.state <> old.state
begin select raise(abort, 'an ended movement never changes'); end;
