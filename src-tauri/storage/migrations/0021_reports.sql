-- Reports: what was sold, summed up by the same transaction that sells it, so that a month of a busy
-- shop is read in milliseconds. Amounts here are whole millionths of their currency: exact for every
-- currency's digits, and SQL can add them.

-- In which of the shop's own days and hours an order was written down, 'YYYY-MM-DD HH': the computer's
-- time zone may be another one later, the day it was sold on is not.
alter table orders add column local_hour text;
-- In which its price went back.
alter table orders add column returned_hour text;
-- What it cost in the customer's currency, and the rate that was used: 1 of the cost's currency in it.
-- Null where the shop has no rate, and for what was sold before rates were kept.
alter table orders add column cost_rate text;
alter table orders add column cost_own text;
-- The hour of an order that was written down without one: before there were reports.
alter table orders add column assumed_hour text;
update orders set assumed_hour = strftime('%Y-%m-%d %H', created_at / 1000, 'unixepoch', 'localtime');

create index orders_by_local_hour on orders (coalesce(local_hour, assumed_hour));

-- A product's last known name: it stays in reports when the product is gone.
create table product_names (
    id text primary key,
    name_en text not null,
    name_ar text not null
) strict;

-- What an order adds to the sums. A text amount becomes millionths by its digits alone.
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
    from orders o join sales s on s.id = o.sale_id);

-- An order is in the hour it was sold in; what goes back later is in the hour it goes back in.
create view order_cells as
select id, hour, supplier, product_id, clerk, currency, cost_currency,
    1 as orders,
    state = 'delivered' as delivered,
    state = 'refused' as refused,
    0 as returned,
    state = 'delivered' and cost_own is null as uncosted,
    iif(state = 'delivered', price, 0) as sold,
    iif(state = 'delivered' and cost_own is not null, price, 0) as sold_costed,
    0 as refunded,
    0 as refunded_costed,
    iif(state = 'delivered', coalesce(cost, 0), 0) as cost,
    iif(state = 'delivered', coalesce(cost_own, 0), 0) as cost_own
from booked_orders
union all
select id, back_hour, supplier, product_id, clerk, currency, cost_currency,
    0, 0, 0, 1, 0, 0, 0, price, iif(cost_own is not null, price, 0), 0, 0
from booked_orders where back_hour is not null;

-- The same by day, once for each way of looking at it.
create view day_cells as
select c.id, substr(c.hour, 1, 10) as day, a.axis,
    case a.axis when 'hour' then substr(c.hour, 12, 2) when 'supplier' then c.supplier
        when 'product' then c.product_id else c.clerk end as name,
    c.currency, c.cost_currency, c.orders, c.delivered, c.refused, c.returned, c.uncosted, c.sold,
    c.sold_costed, c.refunded, c.refunded_costed, c.cost, c.cost_own
from order_cells c cross join (
    select 'hour' as axis union all select 'supplier' union all select 'product'
    union all select 'clerk') a;

create table sales_by_hour (
    hour text not null,
    supplier text not null,
    product_id text not null,
    clerk text not null, -- empty where nobody was signed in
    currency text not null, -- the customer's
    cost_currency text not null, -- empty while no cost is known
    orders integer not null, -- written down
    delivered integer not null,
    refused integer not null,
    returned integer not null, -- delivered, and the money went back
    uncosted integer not null, -- delivered, and the cost is not known in the customer's currency
    sold integer not null, -- prices of what was delivered
    sold_costed integer not null, -- those of them whose cost is known
    refunded integer not null,
    refunded_costed integer not null,
    cost integer not null, -- in its own currency
    cost_own integer not null, -- in the customer's
    primary key (hour, supplier, product_id, clerk, currency, cost_currency)
) strict, without rowid;

create table sales_by_day (
    day text not null,
    axis text not null check (axis in ('hour', 'supplier', 'product', 'clerk')),
    name text not null,
    currency text not null,
    cost_currency text not null,
    orders integer not null,
    delivered integer not null,
    refused integer not null,
    returned integer not null,
    uncosted integer not null,
    sold integer not null,
    sold_costed integer not null,
    refunded integer not null,
    refunded_costed integer not null,
    cost integer not null,
    cost_own integer not null,
    primary key (day, axis, name, currency, cost_currency)
) strict, without rowid;

-- What was sold so far.
insert into product_names select product_id, name_en, name_ar from orders where true
on conflict do update set name_en = excluded.name_en, name_ar = excluded.name_ar;
insert into sales_by_hour select hour, supplier, product_id, clerk, currency, cost_currency,
    sum(orders), sum(delivered), sum(refused), sum(returned), sum(uncosted), sum(sold),
    sum(sold_costed), sum(refunded), sum(refunded_costed), sum(cost), sum(cost_own)
from order_cells group by hour, supplier, product_id, clerk, currency, cost_currency;
insert into sales_by_day select day, axis, name, currency, cost_currency, sum(orders),
    sum(delivered), sum(refused), sum(returned), sum(uncosted), sum(sold), sum(sold_costed),
    sum(refunded), sum(refunded_costed), sum(cost), sum(cost_own)
from day_cells group by day, axis, name, currency, cost_currency;

-- What is put into these views is added to the sums; this alone says how.
create trigger a_cell_is_added_to_its_hour instead of insert on order_cells begin
    insert into sales_by_hour values (
        new.hour, new.supplier, new.product_id, new.clerk, new.currency, new.cost_currency,
        new.orders, new.delivered, new.refused, new.returned, new.uncosted, new.sold,
        new.sold_costed, new.refunded, new.refunded_costed, new.cost, new.cost_own)
    on conflict do update set
        orders = orders + excluded.orders, delivered = delivered + excluded.delivered,
        refused = refused + excluded.refused, returned = returned + excluded.returned,
        uncosted = uncosted + excluded.uncosted, sold = sold + excluded.sold,
        sold_costed = sold_costed + excluded.sold_costed, refunded = refunded + excluded.refunded,
        refunded_costed = refunded_costed + excluded.refunded_costed, cost = cost + excluded.cost,
        cost_own = cost_own + excluded.cost_own;
end;
create trigger a_cell_is_added_to_its_day instead of insert on day_cells begin
    insert into sales_by_day values (
        new.day, new.axis, new.name, new.currency, new.cost_currency,
        new.orders, new.delivered, new.refused, new.returned, new.uncosted, new.sold,
        new.sold_costed, new.refunded, new.refunded_costed, new.cost, new.cost_own)
    on conflict do update set
        orders = orders + excluded.orders, delivered = delivered + excluded.delivered,
        refused = refused + excluded.refused, returned = returned + excluded.returned,
        uncosted = uncosted + excluded.uncosted, sold = sold + excluded.sold,
        sold_costed = sold_costed + excluded.sold_costed, refunded = refunded + excluded.refunded,
        refunded_costed = refunded_costed + excluded.refunded_costed, cost = cost + excluded.cost,
        cost_own = cost_own + excluded.cost_own;
end;

-- Whoever writes an order keeps the sums, in the same transaction: what it added goes out, what it adds
-- now comes in.
create trigger sums_take_an_order_in after insert on orders begin
    update orders set assumed_hour = strftime('%Y-%m-%d %H', new.created_at / 1000, 'unixepoch', 'localtime')
    where id = new.id and new.local_hour is null and new.assumed_hour is null;
    insert into product_names values (new.product_id, new.name_en, new.name_ar)
    on conflict do update set name_en = excluded.name_en, name_ar = excluded.name_ar
        where name_en <> excluded.name_en or name_ar <> excluded.name_ar;
    insert into order_cells select * from order_cells where id = new.id;
    insert into day_cells select * from day_cells where id = new.id;
end;
create trigger sums_let_an_order_go before update of
    state, price, cost, cost_currency, cost_own, returned_shift, returned_hour
on orders
when new.state in ('delivered', 'refused') or old.state in ('delivered', 'refused')
    or old.cost_currency is not new.cost_currency or old.price <> new.price
begin
    insert into order_cells
    select id, hour, supplier, product_id, clerk, currency, cost_currency, -orders, -delivered,
        -refused, -returned, -uncosted, -sold, -sold_costed, -refunded, -refunded_costed, -cost,
        -cost_own
    from order_cells where id = old.id;
    insert into day_cells
    select id, day, axis, name, currency, cost_currency, -orders, -delivered, -refused, -returned,
        -uncosted, -sold, -sold_costed, -refunded, -refunded_costed, -cost, -cost_own
    from day_cells where id = old.id;
end;
create trigger sums_take_an_order_back after update of
    state, price, cost, cost_currency, cost_own, returned_shift, returned_hour
on orders
when new.state in ('delivered', 'refused') or old.state in ('delivered', 'refused')
    or old.cost_currency is not new.cost_currency or old.price <> new.price
begin
    insert into order_cells select * from order_cells where id = new.id;
    insert into day_cells select * from day_cells where id = new.id;
end;

-- A wallet's balance, at most once for each hour: the last one seen in it.
create table wallet_samples (
    supplier text not null,
    currency text not null,
    hour integer not null, -- hours since 1970 UTC
    at integer not null,
    balance text not null,
    primary key (supplier, currency, hour)
) strict, without rowid;
