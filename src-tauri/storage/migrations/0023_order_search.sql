-- Every filter and every search of the order list reads by an index, a page at a time.

drop index orders_by_state;
create index orders_by_state on orders (state, created_at, id);
drop index orders_by_phone;
create index orders_by_phone on orders (phone, created_at, id) where phone is not null;
create index orders_with_phone on orders (created_at, id) where phone is not null;
create index orders_open on orders (created_at, id)
    where state in ('prepared', 'waiting', 'unknown', 'needs_attention');
create index orders_by_product on orders (product_id, created_at, id);
create index orders_by_phone_tail on orders (substr(phone, -4)) where phone is not null;
create index orders_by_reference on orders (lower(reference));
create index orders_by_reference_tail on orders (substr(lower(reference), -4));
create index orders_by_their_id on orders (provider_order_id) where provider_order_id is not null;
create index secrets_by_tail on secrets (lower(masked)) where length(masked) = 8;
create index attention_unseen on attention (order_id) where seen_at is null;

-- What was ever sold, by the words it is found by: few rows beside the orders, which repeat them.
create table sold_products (
    product_id text not null,
    words text not null, -- folded: both names, item, id
    primary key (product_id, words)
) strict, without rowid;

-- The words of an order held its reference too, folded as the other words are.
insert or ignore into sold_products (product_id, words)
select product_id, replace(search_text, ' ' || lower(replace(reference, '-', ' ')) || ' ', ' ')
from orders;
alter table orders drop column search_text;
