-- What a processor's own clock said at the first and at the last late look at a tender that was given up:
-- a shop's clock that was set back then ends no watch early.

alter table tenders add column told_first integer;
alter table tenders add column told_last integer;
