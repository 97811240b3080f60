-- What was sent while the clock told nothing is watched for three days from the first look under a
-- clock that tells the time.

alter table orders add column watch_began_at integer;
alter table tenders add column watch_began_at integer;
