-- What the shop's own file puts on slips.

create table receipt (
    id integer primary key check (id = 1),
    header_en text,
    header_ar text,
    footer_en text,
    footer_ar text,
    refund_en text,
    refund_ar text,
    barcode integer not null check (barcode in (0, 1)),
    logo blob -- PNG
) strict;

create table slip_texts (
    product_id text primary key,
    region_en text,
    region_ar text,
    redeem_en text,
    redeem_ar text,
    refund_en text,
    refund_ar text
) strict;
