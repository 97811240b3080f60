-- For accountants' own tools: what each sale really took and gave back, as the Zs count it. What a tender
-- asks for says neither: a card may be taken in part, expire, or be given back in cash.

-- The shift's log by sale, in millionths: decimal text does not add up.
create view sale_money as
select sale_id,
    sum(iif(kind = 'taken', amount, 0)) as taken,
    sum(iif(kind = 'given_back' and tender <> 'cash', amount, 0)) as given_back,
    sum(iif(kind = 'given_back' and tender = 'cash', amount, 0)) as given_back_in_cash
from (
    select sale_id, kind, tender,
        cast(substr(amount, 1, instr(amount, '.') - 1) as integer) * 1000000
            + cast(substr(replace(substr(amount, instr(amount, '.')), '.', '') || '000000', 1, 6) as integer)
            as amount
    from (
        select sale_id, kind, tender, amount || '.' as amount from shift_log
        where kind in ('taken', 'given_back') and sale_id is not null and amount is not null))
group by sale_id;

-- Cash for what was not paid in cash is in the shop's currency, whatever the tender's is.
drop view v_sales;
create view v_sales as
select sale_id, strftime('%Y-%m-%dT%H:%M:%SZ', created_at / 1000, 'unixepoch') as created_at,
    clerk, shift, tender_kind, processor, tender_state, tender_amount, tender_currency, total, currency,
    orders, delivered,
    printf('%d.%06d', taken / 1000000, taken % 1000000) as tender_taken,
    printf('%d.%06d', given_back / 1000000, given_back % 1000000) as tender_given_back,
    printf('%d.%06d', in_cash / 1000000, in_cash % 1000000) as cash_given_back
from (
    select s.id as sale_id, s.created_at, s.clerk, s.shift, s.tender_kind, s.processor, s.tender_state,
        s.tender_amount, s.tender_currency, s.total, s.currency,
        (select count(*) from orders o where o.sale_id = s.id) as orders,
        (select count(*) from orders o where o.sale_id = s.id and o.state = 'delivered') as delivered,
        coalesce(m.taken, 0) as taken,
        coalesce(m.given_back, 0) + iif(s.tender_kind = 'cash', coalesce(m.given_back_in_cash, 0), 0)
            as given_back,
        iif(s.tender_kind = 'cash', 0, coalesce(m.given_back_in_cash, 0)) as in_cash
    from sales s left join sale_money m on m.sale_id = s.id
    where not exists (select 1 from orders o where o.sale_id = s.id and o.purpose is not null));
