-- The life of a publication: who claimed it when, what was sent, what answered, and who settled it.
alter table publications
  drop constraint publications_status_check,
  drop constraint publications_check,
  add column attempts integer not null default 0 check (attempts >= 0),
  add column claimed_at_ms bigint,
  add column not_before_ms bigint,
  -- until when the publisher as a whole asked to be left alone
  add column limited_until_ms bigint,
  add column content_sha256 text check (content_sha256 ~ '^[0-9a-f]{64}$'),
  add column parts integer check (parts >= 1),
  add column receipts jsonb not null default '[]',
  add column problem jsonb,
  add column settled_by text;

update publications set settled_by = 'publisher', receipts = '[null]', parts = 1 where status = 'sent';
update publications set settled_by = 'publisher' where status = 'unknown';

alter table publications
  add check (status in ('pending', 'sending', 'sent', 'unknown', 'refused')),
  add check ((status in ('pending', 'sending')) = (settled_at_ms is null)),
  add check ((settled_at_ms is null) = (settled_by is null)),
  add check ((content_sha256 is null) or (parts is not null)),
  add check (status <> 'sending' or claimed_at_ms is not null);

create index publications_open on publications (publisher, status) where status in ('pending', 'sending', 'unknown');
