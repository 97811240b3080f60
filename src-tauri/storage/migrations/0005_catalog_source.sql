-- Where a supplier lists its products and what it calls their facts, as JSON, where its documents do
-- not say and the owner knows.

alter table suppliers add column catalog text;
