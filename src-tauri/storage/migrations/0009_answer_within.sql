-- Printers behind Bluetooth take their time.

alter table printers add column answer_within_ms integer;
