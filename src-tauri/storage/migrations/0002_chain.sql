-- The journal as a chain: every change that matters adds one record, in its own transaction. What a
-- record holds and how it is hashed is in docs/journal.md.

create table chain (
    seq integer primary key,
    record blob not null,
    hash blob not null -- SHA-256 of the hash before it and the record
) strict;

create trigger records_are_never_changed before update on chain
begin select raise(abort, 'the journal is append-only'); end;
create trigger records_are_never_deleted before delete on chain
begin select raise(abort, 'the journal is append-only'); end;

-- The end of the chain. Its seal is keyed: whoever edits the database can hash, but not seal.
create table chain_head (
    id integer primary key check (id = 1),
    seq integer not null,
    hash blob not null,
    seal blob not null
) strict;

insert into chain_head (id, seq, hash, seal) values (1, 0, zeroblob(32), x'');

-- A record leaves the till without what is private: it holds a commitment, the SHA-256 of salt and
-- value. The salt stays beside its value, and is deleted with it. Sealed values have sealed salts.
alter table sales add column request_salt blob;
alter table orders add column phone_salt blob;
alter table orders add column phone_sent_salt blob;
alter table orders add column fields_salt blob;
alter table orders add column reason_salt blob;
alter table requests add column body_salt blob;
alter table replies add column salt_sealed blob;
alter table secrets add column salt_sealed blob;
alter table hand_overs add column message_salt blob;
alter table events add column detail_salt blob;

-- What was there before gets its salts here, the sealed ones when the program begins the chain.
update sales set request_salt = randomblob(32);
update orders set
    phone_salt = case when phone is not null then randomblob(32) end,
    phone_sent_salt = case when phone_sent is not null then randomblob(32) end,
    fields_salt = case when fields <> '{}' then randomblob(32) end,
    reason_salt = case when reason_detail is not null then randomblob(32) end;
update requests set body_salt = randomblob(32);
update hand_overs set message_salt = randomblob(32) where message is not null;
drop trigger events_are_never_changed;
update events set detail_salt = randomblob(32) where detail is not null;
create trigger events_are_never_changed before update on events
begin select raise(abort, 'events are append-only'); end;

alter table clerks add column pin_salt blob;
update clerks set pin_salt = randomblob(32);
