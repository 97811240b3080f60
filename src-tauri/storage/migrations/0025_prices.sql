-- Prices that the shop sets itself, and the rules by which the others are made.

-- A price set at the till. It stands before the file's until a file names another price than it did then.
-- Without `price` it was taken back.
create table own_prices (
    product_id text primary key,
    price text,
    currency text not null,
    file_price text, -- what the file said when it was set
    set_at integer not null,
    clerk text -- who set it or took it back; null where a file did
) strict;

-- How prices are made where nobody set one. Without `kind` the rule was taken back.
create table price_rules (
    scope text not null check (scope in ('all', 'supplier', 'brand', 'product')),
    target text not null, -- whose; empty for all
    kind text check (kind in ('percent_on_cost', 'amount_on_cost', 'percent_of_face')),
    value text,
    round_to text,
    set_at integer not null,
    clerk text,
    primary key (scope, target)
) strict;

-- When `cost_then` was what a product cost: what was paid later may have risen.
alter table product_facts add column cost_then_at integer;
