-- The print queue is a screen: what was printed since is asked of every job.

create index print_jobs_of_order on print_jobs (order_id, id);

-- What may be left out of a slip. The code itself has no column: it is always there.
alter table receipt add column serial integer not null default 1 check (serial in (0, 1));
alter table receipt add column expiry integer not null default 1 check (expiry in (0, 1));
alter table receipt add column region integer not null default 1 check (region in (0, 1));
alter table receipt add column redeem integer not null default 1 check (redeem in (0, 1));
alter table receipt add column refund integer not null default 1 check (refund in (0, 1));
alter table receipt add column qr integer not null default 1 check (qr in (0, 1));

-- A SIM card's PIN is tried once: three wrong ones lock the card.
alter table sms_routes add column pin_tried integer not null default 0 check (pin_tried in (0, 1));
