-- What guards a sale at the counter.

-- What a product cost when the shop set its price, and in which countries its codes work (a JSON list).
alter table products add column cost_then text;
alter table products add column cost_then_currency text;
alter table products add column countries text not null default '[]';
update products set cost_then = cost, cost_then_currency = cost_currency where price is not null;

-- Customers who asked to be remembered; one who is forgotten leaves the row without the number.
create table customers (
    id integer primary key autoincrement,
    phone text unique,
    phone_salt blob,
    consent_at integer not null,
    clerk text, -- who noted it
    forgotten_at integer
) strict;
