-- What was given to printers. A job is written down before a byte leaves, so that one whose process
-- died is known, shown, and never printed again by itself.

create table print_jobs (
    id integer primary key autoincrement,
    printer text not null,
    kind text not null check (kind in ('slip', 'note', 'test')),
    order_id text references orders (id), -- none for a test
    copy integer not null, -- as its head says, 1 is the first; 0 for what is not counted
    state text not null check (state in ('queued', 'sent', 'confirmed', 'failed')),
    trouble text,
    may_have_printed integer not null default 0 check (may_have_printed in (0, 1)),
    clerk text,
    queued_at integer not null,
    sent_at integer,
    ended_at integer,
    owner text not null
) strict;

create index print_jobs_open on print_jobs (owner) where ended_at is null;
create index print_jobs_uncertain on print_jobs (order_id) where may_have_printed = 1;

-- Whatever became of a job stays so.
create trigger ended_print_jobs_never_change before update on print_jobs when old.ended_at is not null
begin select raise(abort, 'an ended print job never changes'); end;
