-- People as the owner keeps them in the window.

-- When their PIN last opened something. Nothing depends on it, so the chain does not vouch for it.
alter table clerks add column seen_at integer;
-- A name somebody had before, and the one they have now. The old one stays, so that nobody else gets
-- it, and a provisioning file that still says it means the same person.
alter table clerks add column renamed_to text;
-- What the exceptions report counts beside what `events_told` finds.
create index events_overridden on events (at) where kind = 'guard_overridden';
