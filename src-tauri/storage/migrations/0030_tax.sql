-- Taxes: at which rate something was sold, and what of its price is tax. Prices include it.

-- The rates. Without `rate` it was taken back: what the journal tells of has to be there.
create table tax_rules (
    scope text not null check (scope in ('all', 'supplier', 'brand', 'product')),
    target text not null, -- whose; empty for all
    rate text, -- percent
    set_at integer not null,
    clerk text, -- who set it or took it back; null where a file did
    primary key (scope, target)
) strict;

-- The rate in force when it was sold, and the tax in its price by that rate. Null where there was none.
alter table orders add column tax_rate text;
alter table orders add column tax text;

-- The sums of reports know the tax in what was sold less that in what was given back, and what was sold at
-- each rate.
drop trigger sums_take_an_order_in;
drop trigger sums_let_an_order_go;
drop trigger sums_take_an_order_back;
drop view day_cells;
drop view order_cells;
drop view booked_orders;

alter table sales_by_hour add column tax integer not null default 0;
alter table sales_by_hour add column tax_costed integer not null default 0; -- of what has a known cost

create table day_sums (
    day text not null,
    axis text not null check (axis in ('hour', 'supplier', 'product', 'clerk', 'tax')),
    name text not null, -- on the axis tax: the rate
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
    tax integer not null,
    tax_costed integer not null,
    primary key (day, axis, name, currency, cost_currency)
) strict, without rowid;
insert into day_sums select
    day, axis, name, currency, cost_currency, orders, delivered, refused, returned, uncosted, sold,
    sold_costed, refunded, refunded_costed, cost, cost_own, 0, 0
from sales_by_day;
drop table sales_by_day;
alter table day_sums rename to sales_by_day;

create view booked_orders as
select id, hour, back_hour, supplier, product_id, clerk, currency, cost_currency, state, tax_rate,
    cast(substr(price, 1, instr(price, '.') - 1) as integer) * 1000000
        + cast(substr(replace(substr(price, instr(price, '.')), '.', '') || '000000', 1, 6) as integer)
        as price,
    cast(substr(tax, 1, instr(tax, '.') - 1) as integer) * 1000000
        + cast(substr(replace(substr(tax, instr(tax, '.')), '.', '') || '000000', 1, 6) as integer)
        as tax,
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
        o.tax_rate, o.price || '.' as price, coalesce(o.tax, '0') || '.' as tax, o.cost || '.' as cost,
        o.cost_own || '.' as cost_own
    from orders o join sales s on s.id = o.sale_id where o.purpose is null);

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
    iif(state = 'delivered', coalesce(cost_own, 0), 0) as cost_own,
    iif(state = 'delivered', tax, 0) as tax,
    iif(state = 'delivered' and cost_own is not null, tax, 0) as tax_costed,
    tax_rate
from booked_orders
union all
select id, back_hour, supplier, product_id, clerk, currency, cost_currency,
    0, 0, 0, 1, 0, 0, 0, price, iif(cost_own is not null, price, 0), 0, 0,
    -tax, iif(cost_own is not null, -tax, 0), tax_rate
from booked_orders where back_hour is not null;

-- The same by day, once for each way of looking at it; by rate only what has one.
create view day_cells as
select c.id, substr(c.hour, 1, 10) as day, a.axis,
    case a.axis when 'hour' then substr(c.hour, 12, 2) when 'supplier' then c.supplier
        when 'product' then c.product_id when 'clerk' then c.clerk else c.tax_rate end as name,
    c.currency, c.cost_currency,
    c.orders, c.delivered, c.refused, c.returned, c.uncosted, c.sold, c.sold_costed, c.refunded,
    c.refunded_costed, c.cost, c.cost_own, c.tax, c.tax_costed
from order_cells c cross join (
    select 'hour' as axis union all select 'supplier' union all select 'product'
    union all select 'clerk' union all select 'tax') a
where a.axis <> 'tax' or c.tax_rate is not null;

-- What is put into these views is added to the sums; this alone says how.
create trigger a_cell_is_added_to_its_hour instead of insert on order_cells begin
    insert into sales_by_hour (
        hour, supplier, product_id, clerk, currency, cost_currency, orders, delivered, refused, returned,
        uncosted, sold, sold_costed, refunded, refunded_costed, cost, cost_own, tax, tax_costed)
    values (
        new.hour, new.supplier, new.product_id, new.clerk, new.currency, new.cost_currency, new.orders,
        new.delivered, new.refused, new.returned, new.uncosted, new.sold, new.sold_costed, new.refunded,
        new.refunded_costed, new.cost, new.cost_own, new.tax, new.tax_costed)
    on conflict do update set
        orders = orders + excluded.orders, delivered = delivered + excluded.delivered,
        refused = refused + excluded.refused, returned = returned + excluded.returned,
        uncosted = uncosted + excluded.uncosted, sold = sold + excluded.sold,
        sold_costed = sold_costed + excluded.sold_costed, refunded = refunded + excluded.refunded,
        refunded_costed = refunded_costed + excluded.refunded_costed, cost = cost + excluded.cost,
        cost_own = cost_own + excluded.cost_own, tax = tax + excluded.tax,
        tax_costed = tax_costed + excluded.tax_costed;
end;
create trigger a_cell_is_added_to_its_day instead of insert on day_cells begin
    insert into sales_by_day (
        day, axis, name, currency, cost_currency, orders, delivered, refused, returned, uncosted, sold,
        sold_costed, refunded, refunded_costed, cost, cost_own, tax, tax_costed)
    values (
        new.day, new.axis, new.name, new.currency, new.cost_currency, new.orders, new.delivered,
        new.refused, new.returned, new.uncosted, new.sold, new.sold_costed, new.refunded,
        new.refunded_costed, new.cost, new.cost_own, new.tax, new.tax_costed)
    on conflict do update set
        orders = orders + excluded.orders, delivered = delivered + excluded.delivered,
        refused = refused + excluded.refused, returned = returned + excluded.returned,
        uncosted = uncosted + excluded.uncosted, sold = sold + excluded.sold,
        sold_costed = sold_costed + excluded.sold_costed, refunded = refunded + excluded.refunded,
        refunded_costed = refunded_costed + excluded.refunded_costed, cost = cost + excluded.cost,
        cost_own = cost_own + excluded.cost_own, tax = tax + excluded.tax,
        tax_costed = tax_costed + excluded.tax_costed;
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
    state, price, tax, cost, cost_currency, cost_own, returned_shift, returned_hour
on orders
when new.state in ('delivered', 'refused') or old.state in ('delivered', 'refused')
    or old.cost_currency is not new.cost_currency or old.price <> new.price or old.tax is not new.tax
begin
    insert into order_cells select
        id, hour, supplier, product_id, clerk, currency, cost_currency, -orders, -delivered, -refused,
        -returned, -uncosted, -sold, -sold_costed, -refunded, -refunded_costed, -cost, -cost_own, -tax,
        -tax_costed, tax_rate
    from order_cells where id = old.id;
    insert into day_cells select
        id, day, axis, name, currency, cost_currency, -orders, -delivered, -refused, -returned, -uncosted,
        -sold, -sold_costed, -refunded, -refunded_costed, -cost, -cost_own, -tax, -tax_costed
    from day_cells where id = old.id;
end;
create trigger sums_take_an_order_back after update of
    state, price, tax, cost, cost_currency, cost_own, returned_shift, returned_hour
on orders
when new.state in ('delivered', 'refused') or old.state in ('delivered', 'refused')
    or old.cost_currency is not new.cost_currency or old.price <> new.price or old.tax is not new.tax
begin
    insert into order_cells select * from order_cells where id = new.id;
    insert into day_cells select * from day_cells where id = new.id;
end;

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
    case when o.phone is not null then '•••' || substr(o.phone, -3) end as phone_masked,
    o.tax_rate, o.tax
from orders o join sales s on s.id = o.sale_id where o.purpose is null;

-- The tax of each Z, rate by rate.
create view v_taxes as
select s.number as shift, json_extract(t.value, '$.rate') as rate,
    json_extract(t.value, '$.gross') as gross, json_extract(t.value, '$.tax') as tax,
    json_extract(t.value, '$.net') as net, json_extract(s.report, '$.sales.currency') as currency
from shifts s, json_each(s.report, '$.sales.taxes') t where s.report is not null;
