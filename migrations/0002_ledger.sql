-- One hash chain per source. The head row is the lock under which the next entry is numbered: database sequences leave
-- holes where a transaction fails.
create table ledger_heads (
  source text primary key check (source in ('live', 'recorded', 'simulated')),
  sequence bigint not null check (sequence >= 0),
  hash text not null check (hash ~ '^[0-9a-f]{64}$')
);

create table ledger (
  source text not null references ledger_heads,
  sequence bigint not null check (sequence > 0),
  kind text not null check (kind in ('release', 'outcome', 'rule', 'calendar', 'correction')),
  schema integer not null,
  key text not null,
  committed_at_ms bigint not null,
  body text not null,
  hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
  previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  primary key (source, sequence),
  unique (source, kind, key),
  unique (source, previous_hash)
);

-- Entries are never changed and never removed.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a row of % is never changed; append a correction', tg_table_name using errcode = '23000';
end $$;

create trigger ledger_append_only before update or delete or truncate on ledger
  for each statement execute function refuse_change();
