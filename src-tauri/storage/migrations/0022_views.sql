-- For accountants' own tools, read-only: names and columns stay as docs/views.md says. No secret is in
-- them, and of a phone only its last three digits. Amounts are exact text, times are UTC.

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
from orders o join sales s on s.id = o.sale_id;

create view v_sales as
select s.id as sale_id,
    strftime('%Y-%m-%dT%H:%M:%SZ', s.created_at / 1000, 'unixepoch') as created_at,
    s.clerk, s.shift, s.tender_kind, s.processor, s.tender_state, s.tender_amount, s.tender_currency,
    s.total, s.currency,
    (select count(*) from orders o where o.sale_id = s.id) as orders,
    (select count(*) from orders o where o.sale_id = s.id and o.state = 'delivered') as delivered
from sales s;

create view v_shifts as
select number as shift,
    strftime('%Y-%m-%dT%H:%M:%SZ', opened_at / 1000, 'unixepoch') as opened_at, opened_by,
    strftime('%Y-%m-%dT%H:%M:%SZ', closed_at / 1000, 'unixepoch') as closed_at, closed_by,
    json_extract(report, '$.sales.count') as sales,
    json_extract(report, '$.sales.gross') as gross,
    json_extract(report, '$.sales.refused.amount') as refused,
    json_extract(report, '$.sales.refunds.amount') as refunds,
    json_extract(report, '$.sales.net') as net,
    json_extract(report, '$.sales.currency') as currency
from shifts;

create view v_drawers as
select s.number as shift, json_extract(d.value, '$.currency') as currency,
    json_extract(d.value, '$.float') as float, json_extract(d.value, '$.cash_in') as cash_in,
    json_extract(d.value, '$.cash_out') as cash_out, json_extract(d.value, '$.expected') as expected,
    json_extract(d.value, '$.counted') as counted,
    json_extract(d.value, '$.difference') as difference
from shifts s, json_each(s.report, '$.drawer') d where s.report is not null;

create view v_wallets as
select s.number as shift, json_extract(w.value, '$.supplier') as supplier,
    json_extract(w.value, '$.currency') as currency, json_extract(w.value, '$.opening') as opening,
    json_extract(w.value, '$.deposits') as deposits, json_extract(w.value, '$.charged') as charged,
    json_extract(w.value, '$.rolled_back') as rolled_back,
    json_extract(w.value, '$.expected') as expected, json_extract(w.value, '$.reported') as reported,
    json_extract(w.value, '$.difference') as difference
from shifts s, json_each(s.report, '$.wallets') w where s.report is not null;

create view v_cash as
select id as line, shift, inside as while_open,
    strftime('%Y-%m-%dT%H:%M:%SZ', at / 1000, 'unixepoch') as at, kind, cause, tender, amount, currency,
    sale_id, clerk, reason
from shift_log where amount is not null;

create view v_sales_by_hour as
select substr(hour, 1, 10) as local_day, cast(substr(hour, 12, 2) as integer) as local_hour, supplier,
    product_id, nullif(clerk, '') as clerk, currency, nullif(cost_currency, '') as cost_currency,
    orders, delivered, refused, returned, uncosted,
    printf('%d.%06d', sold / 1000000, sold % 1000000) as sold,
    printf('%d.%06d', refunded / 1000000, refunded % 1000000) as refunded,
    printf('%d.%06d', cost / 1000000, cost % 1000000) as cost,
    printf('%d.%06d', cost_own / 1000000, cost_own % 1000000) as cost_in_price_currency
from sales_by_hour where orders <> 0 or returned <> 0;

create view v_wallet_balances as
select supplier, currency, strftime('%Y-%m-%dT%H:%M:%SZ', at / 1000, 'unixepoch') as at, balance
from wallet_samples;
