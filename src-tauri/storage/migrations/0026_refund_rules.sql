-- The refund table: on what terms products' money goes back. Without `proof` a rule was taken back.
create table refund_rules (
    scope text not null check (scope in ('all', 'supplier', 'brand', 'product')),
    target text not null, -- whose; empty for all
    within_ms integer check (within_ms > 0),
    after_shown integer not null check (after_shown in (0, 1)),
    least text not null check (least in ('manager', 'owner')),
    proof text check (proof in ('nothing', 'slip', 'supplier')),
    set_at integer not null,
    clerk text,
    primary key (scope, target)
) strict;
