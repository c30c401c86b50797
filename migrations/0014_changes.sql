-- Why a published release says something else than the one before it (METHODS §9), for reading: recomputed from stored inputs.
create table changes (
  release_id text not null references releases on delete cascade,
  horizon_hours double precision not null check (horizon_hours > 0),
  since_ms bigint not null,
  since_release_id text not null references releases,
  direction jsonb not null check (jsonb_typeof(direction) = 'array'),
  width jsonb not null check (jsonb_typeof(width) = 'array'),
  primary key (release_id, horizon_hours)
);
