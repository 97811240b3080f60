-- What a printer can do, where it is not what its paper lets expect.

alter table printers add column dots integer;
alter table printers add column band_rows integer;
alter table printers add column band_delay_ms integer;
alter table printers add column cut text check (cut in ('none', 'partial', 'full'));
alter table printers add column feed_lines integer;
alter table printers add column drawer_pin integer check (drawer_pin in (2, 5));
alter table printers add column ask integer check (ask in (0, 1));
