create table releases (
  release_id text primary key check (release_id ~ '^[A-Za-z0-9_-]{1,120}$'),
  symbol text not null,
  slot text not null,
  stream text not null check (stream in ('planned', 'manual', 'triggered', 'back-dated')),
  source text not null check (source in ('live', 'recorded', 'simulated')),
  cutoff_ms bigint not null,
  asked_at_ms bigint not null,
  deadline_ms bigint,
  request jsonb not null,
  status text not null check (status in ('running', 'published', 'fallback', 'missed')),
  document jsonb,
  ledger_sequence bigint,
  committed_at_ms bigint,
  foreign key (source, ledger_sequence) references ledger (source, sequence),
  check ((status = 'running') = (document is null)),
  check ((status = 'running') = (ledger_sequence is null)),
  check ((status = 'running') = (committed_at_ms is null))
);

create index releases_newest on releases (asked_at_ms desc);
create index releases_by_moment on releases (symbol, cutoff_ms);

-- What a committed release still has to tell, and to whom (outbox).
create table publications (
  release_id text not null references releases,
  publisher text not null,
  status text not null default 'pending' check (status in ('pending', 'sent', 'unknown')),
  committed_at_ms bigint not null,
  settled_at_ms bigint,
  primary key (release_id, publisher),
  check ((status = 'pending') = (settled_at_ms is null))
);

create table release_steps (
  release_id text not null references releases on delete cascade,
  step text not null,
  input_sha256 text not null check (input_sha256 ~ '^[0-9a-f]{64}$'),
  duration_ms double precision not null check (duration_ms >= 0),
  primary key (release_id, step)
);

create table artefacts (
  release_id text not null,
  step text not null,
  key text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes >= 0),
  primary key (release_id, step, key),
  foreign key (release_id, step) references release_steps on delete cascade
);
