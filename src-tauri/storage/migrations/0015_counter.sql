-- Baskets that wait for their customer to come back. Each is sealed whole, for it holds phones.
create table held_baskets (
    id text primary key,
    held_at integer not null,
    clerk text,
    basket_sealed blob not null
) strict;

-- Products that a person put among the favourites, in the order in which they did.
create table pinned_products (
    product_id text primary key,
    position integer not null unique
) strict;

-- What is sold at which hour of the week (Monday 0:00 UTC is 0). A quarter's sales weigh twice those of
-- the quarter before, so that what nobody buys any more fades without anything being counted again.
create table product_hours (
    product_id text not null,
    hour_of_week integer not null check (hour_of_week between 0 and 167),
    weight integer not null,
    primary key (product_id, hour_of_week)
) strict, without rowid;

-- 1970-01-01 was a Thursday: 72 hours after its Monday. The first quarter of all begins with 2026.
insert into product_hours (product_id, hour_of_week, weight)
select product_id, (created_at / 3600000 + 72) % 168,
    sum(1 << min(40, max(0, (created_at - 1767225600000) / 7862400000)))
from orders where created_at >= 0 group by 1, 2;
