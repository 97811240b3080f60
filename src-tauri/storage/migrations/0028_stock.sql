-- Stock that the shop bought ahead, to be sold for cash while a supplier cannot be reached.

-- For whom an order is bought; null for a customer. What lies on the shelf has neither customer nor price.
alter table orders add column purpose text check (purpose is null or
    purpose = 'shelf' and kind = 'voucher' and phone is null and fields = '{}' and amount is null
    and price + 0 = 0);
create index orders_for_shelf on orders (product_id) where purpose is not null;

-- After this moment it is not sold any more; null where the supplier names no date that can be read.
alter table stock add column expires_at integer;

-- How many codes of a product may lie on the shelf, recovered ones included. Zero was taken back: what the
-- journal tells of has to be there.
create table stock_limits (
    product_id text primary key,
    keep integer not null check (keep >= 0),
    set_at integer not null,
    clerk text
) strict;

-- What was bought for the shelf is no sale: it is in no sum until it is sold.
drop view booked_orders;
create view booked_orders as
select id, hour, back_hour, supplier, product_id, clerk, currency, cost_currency, state,
    cast(substr(price, 1, instr(price, '.') - 1) as integer) * 1000000
        + cast(substr(replace(substr(price, instr(price, '.')), '.', '') || '000000', 1, 6) as integer)
        as price,
    case when length(cost) < 20 and instr(cost, '.') < 12 then
        cast(substr(cost, 1, instr(cost, '.') - 1) as integer) * 1000000
        + cast(substr(replace(substr(cost, instr(cost, '.')), '.', '') || '000000', 1, 6) as integer)
        end as cost,
    case when length(cost_own) < 20 and instr(cost_own, '.') < 12 then
        cast(substr(cost_own, 1, instr(cost_own, '.') - 1) as integer) * 1000000
        + cast(substr(replace(substr(cost_own, instr(cost_own, '.')), '.', '') || '000000', 1, 6) as integer)
        end as cost_own
from (
    select o.id, coalesce(o.local_hour, o.assumed_hour, '') as hour,
        case when o.returned_shift is not null and o.state = 'delivered'
            then coalesce(o.returned_hour, o.local_hour, o.assumed_hour, '') end as back_hour,
        o.supplier, o.product_id, coalesce(s.clerk, '') as clerk,
        o.price_currency as currency, coalesce(o.cost_currency, '') as cost_currency, o.state,
        o.price || '.' as price, o.cost || '.' as cost, o.cost_own || '.' as cost_own
    from orders o join sales s on s.id = o.sale_id where o.purpose is null);

drop view v_orders;
create view v_orders as
select o.id as order_id, o.sale_id,
    strftime('%Y-%m-%dT%H:%M:%SZ', o.created_at / 1000, 'unixepoch') as created_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', o.finished_at / 1000, 'unixepoch') as finished_at,
    substr(coalesce(o.local_hour, o.assumed_hour), 1, 10) as local_day,
    cast(substr(coalesce(o.local_hour, o.assumed_hour), 12, 2) as integer) as local_hour,
    o.state, o.supplier, o.product_id, o.kind, o.name_en, o.name_ar, o.provider_order_id, o.reference,
    o.price, o.price_currency, o.cost, o.cost_currency, o.cost_rate, o.cost_own as cost_in_price_currency,
    o.returned_shift is not null and o.state = 'delivered' as refunded,
    s.clerk, s.shift, o.copies,
    case when o.phone is not null then '•••' || substr(o.phone, -3) end as phone_masked
from orders o join sales s on s.id = o.sale_id where o.purpose is null;

drop view v_sales;
create view v_sales as
select s.id as sale_id,
    strftime('%Y-%m-%dT%H:%M:%SZ', s.created_at / 1000, 'unixepoch') as created_at,
    s.clerk, s.shift, s.tender_kind, s.processor, s.tender_state, s.tender_amount, s.tender_currency,
    s.total, s.currency,
    (select count(*) from orders o where o.sale_id = s.id) as orders,
    (select count(*) from orders o where o.sale_id = s.id and o.state = 'delivered') as delivered
from sales s
where not exists (select 1 from orders o where o.sale_id = s.id and o.purpose is not null);

-- Every code that was sold from the shelf, or lies or lay there; never the code itself.
create view v_stock as
select k.order_id, k.product_id, o.supplier,
    case when o.purpose is null then 'recovered' else 'ahead' end as kind,
    strftime('%Y-%m-%dT%H:%M:%SZ', k.at / 1000, 'unixepoch') as since,
    strftime('%Y-%m-%dT%H:%M:%SZ', k.expires_at / 1000, 'unixepoch') as expires_at,
    o.provider_order_id, o.cost, o.cost_currency, k.sold_to as sold_to_order, k.withdrawn
from stock k join orders o on o.id = k.order_id;
