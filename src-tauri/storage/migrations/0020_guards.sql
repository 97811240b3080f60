-- What guards a sale at the counter.

-- What a product cost when the shop set its price, and in which countries its codes work (a JSON list).
create table product_facts (
    product_id text primary key,
    cost_then text,
    cost_then_currency text,
    countries text not null
) strict;

insert into product_facts (product_id, cost_then, cost_then_currency, countries)
select id, cost, cost_currency, '[]' from products where price is not null;

-- Customers who asked to be remembered; one who is forgotten leaves the row without the number.
create table customers (
    id integer primary key autoincrement,
    phone text unique,
    phone_salt blob,
    consent_at integer not null,
    clerk text, -- who noted it
    forgotten_at integer
) strict;
