-- The till's own truth. Money is decimal text, exact as given, with its currency beside it; times
-- are milliseconds since 1970 UTC; sealed columns are XChaCha20-Poly1305, bound to their row.

create table settings (
    key text primary key,
    value text not null
) strict;

create table suppliers (
    id text primary key,
    kind text not null check (kind in ('palcards', 'plexy', 'cardpluspay')),
    environment text not null check (environment in ('sandbox', 'production')),
    base_url text not null,
    api_key_sealed blob not null,
    agent_id text,
    currency text,
    bulk integer not null check (bulk in (0, 1))
) strict;

create table processors (
    id text primary key,
    kind text not null check (kind in ('payerly', 'mpg')),
    environment text not null check (environment in ('sandbox', 'production')),
    base_url text not null,
    api_key_sealed blob not null,
    currency text,
    keyed_entry integer not null check (keyed_entry in (0, 1)),
    id_field text not null,
    pay_within_ms integer not null
) strict;

create table rates (
    base text not null,
    quote text not null,
    rate text not null,
    primary key (base, quote)
) strict;

-- What the shop's own file says about products.
create table products (
    id text primary key,
    position integer not null unique,
    supplier text not null,
    item text not null,
    kind text not null check (kind in ('voucher', 'topup')),
    name_en text not null,
    name_ar text not null,
    brand text,
    face_value text,
    face_currency text,
    cost text,
    cost_currency text,
    price text,
    price_currency text,
    min text,
    max text,
    step text,
    required_info text not null, -- JSON
    barcode text,
    category text,
    active integer not null check (active in (0, 1))
) strict;

-- What suppliers say about them, as last fetched. Both are read together: the file's names and prices
-- win, and what is gone upstream cannot be sold.
create table catalogue (
    id text primary key,
    position integer not null,
    supplier text not null,
    item text not null,
    kind text not null check (kind in ('voucher', 'topup')),
    name_en text not null,
    name_ar text not null,
    brand text,
    face_value text,
    face_currency text,
    cost text,
    cost_currency text,
    min text,
    max text,
    step text,
    required_info text not null, -- JSON
    category text,
    active integer not null check (active in (0, 1)),
    gone integer not null check (gone in (0, 1)) -- the last fetch did not list it
) strict;

create index catalogue_by_supplier on catalogue (supplier);

-- The same product at several suppliers, as the owner says it; names are never matched.
create table links (
    product_id text primary key,
    link text not null, -- the first product of the list names it
    position integer not null,
    pinned integer not null check (pinned in (0, 1))
) strict;

create table clerks (
    name text primary key,
    role text not null check (role in ('clerk', 'manager', 'owner')),
    pin_hash text not null, -- Argon2id, peppered with the master key
    pin_index blob not null unique -- keyed, so that a PIN alone finds its clerk
) strict;

create table printers (
    id text primary key,
    kind text not null check (kind in ('escpos-tcp', 'escpos-device', 'cups-raw', 'windows-raw', 'pdf')),
    address text not null,
    paper text not null check (paper in ('58mm', '80mm', 'a4')),
    is_default integer not null check (is_default in (0, 1))
) strict;

create table sms_routes (
    id text primary key,
    kind text not null check (kind in ('twilio', 'smsgate', 'http', 'gsm-modem')),
    base_url text,
    account text,
    secret_sealed blob,
    sender text
) strict;

create table wallets (
    supplier text not null,
    currency text not null,
    balance text not null,
    as_of integer not null,
    primary key (supplier, currency)
) strict;

create table sales (
    id text primary key,
    request_id text unique,
    request_digest blob not null,
    tender_kind text not null check (tender_kind in ('cash', 'payerly', 'mpg')),
    processor text,
    tender_state text not null check (tender_state in (
        'pending', 'authorised', 'paid', 'refunding', 'refunded', 'voided', 'failed', 'expired', 'unknown')),
    tender_amount text not null,
    tender_currency text not null,
    received text,
    total text not null,
    currency text not null,
    clerk text,
    created_at integer not null
) strict;

create table orders (
    id text primary key,
    sale_id text not null references sales (id),
    position integer not null,
    supplier text not null,
    product_id text not null,
    item text not null,
    kind text not null check (kind in ('voucher', 'topup')),
    name_en text not null,
    name_ar text not null,
    state text not null check (state in (
        'prepared', 'waiting', 'unknown', 'needs_attention', 'delivered', 'refused', 'refunded')),
    provider_order_id text,
    provider_state text,
    reference text not null unique,
    wallet text,
    cost text,
    cost_currency text,
    price text not null,
    price_currency text not null,
    phone text,
    phone_sent text,
    fields text not null, -- JSON object, keys sorted
    amount text, -- chosen for an open-value product
    amount_currency text,
    mark_newest text, -- the account's newest order just before sending
    mark_balance text,
    mark_currency text,
    created_at integer not null,
    sent_at integer,
    finished_at integer,
    reason text,
    reason_detail text,
    search_text text not null, -- folded: name, item, reference
    copies integer not null default 0,
    owner text not null,
    watched_at integer -- when its late truth was last asked for
) strict;

create index orders_by_sale on orders (sale_id, position);
create index orders_by_time on orders (created_at, id);
create index orders_by_state on orders (state, created_at);
create index orders_by_phone on orders (phone, created_at) where phone is not null;
create index orders_by_provider_id on orders (supplier, provider_order_id)
    where provider_order_id is not null;
create index orders_sent on orders (sent_at) where sent_at is not null;
create index orders_unfinished on orders (product_id)
    where state in ('prepared', 'waiting', 'unknown', 'needs_attention');

-- The exact request of each order, written with it; the key is added when it is sent.
create table requests (
    order_id text primary key references orders (id),
    method text not null,
    url text not null,
    headers text not null, -- JSON list of name and value; never the key
    body blob not null
) strict;

-- Replies as they came, kept before they are read.
create table replies (
    id integer primary key,
    order_id text not null references orders (id),
    at integer not null,
    status integer not null,
    complete integer not null check (complete in (0, 1)),
    body_sealed blob not null
) strict;

create table secrets (
    order_id text not null references orders (id),
    position integer not null,
    label text not null,
    value_sealed blob not null,
    masked text not null,
    digest blob not null, -- keyed: finds a code delivered twice without showing it
    primary key (order_id, position)
) strict;

create index secrets_by_digest on secrets (digest, label);

-- Which order may have a purchase in the air, where an account allows one at a time.
create table turns (
    supplier text primary key,
    order_id text not null references orders (id)
) strict;

-- What a person has to be told about an order although its state does not say it.
create table attention (
    order_id text not null references orders (id),
    kind text not null check (kind in (
        'late_delivery', 'taken_back', 'money_not_back', 'money_unclear', 'not_captured', 'overpaid')),
    at integer not null,
    seen_at integer,
    primary key (order_id, kind)
) strict;

-- Codes that were delivered when their customer was gone: sold before anything new is bought.
create table stock (
    order_id text primary key references orders (id), -- the order that bought it
    product_id text not null,
    amount text,
    at integer not null,
    sold_to text unique references orders (id),
    withdrawn integer not null default 0 check (withdrawn in (0, 1))
) strict;

create index stock_for_sale on stock (product_id, at) where sold_to is null and withdrawn = 0;

create table events (
    seq integer primary key autoincrement,
    order_id text not null references orders (id),
    at integer not null,
    kind text not null,
    clerk text,
    detail text
) strict;

create index events_by_order on events (order_id, seq);

create table hand_overs (
    id integer primary key,
    sale_id text not null references sales (id),
    at integer not null,
    via text not null,
    ok integer not null check (ok in (0, 1)),
    message text
) strict;

create index hand_overs_by_sale on hand_overs (sale_id, id);

-- The journal is append-only: what happened is never rewritten.
create trigger events_are_never_changed before update on events
begin select raise(abort, 'events are append-only'); end;
create trigger events_are_never_deleted before delete on events
begin select raise(abort, 'events are append-only'); end;
create trigger final_states_never_change before update of state on orders
when old.state in ('delivered', 'refused', 'refunded') and new.state <> old.state
begin select raise(abort, 'a final state never changes'); end;
