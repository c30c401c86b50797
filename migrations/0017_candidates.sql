-- What recipes that are tried beside releases said, and what that was worth beside what was published. Rows for reading: the
-- ledger entry of kind `candidate` is what counts. Nothing here was published, and nothing of it is in `forecasts` or `outcomes`.
alter table ledger drop constraint ledger_kind_check;
alter table ledger add constraint ledger_kind_check
  check (kind in ('release', 'outcome', 'rule', 'calendar', 'correction', 'candidate'));

create table candidate_forecasts (
  release_id text not null references releases,
  recipe text not null,
  horizon_hours double precision not null check (horizon_hours > 0),
  beside text not null check (beside <> recipe),
  source text not null,
  ledger_sequence bigint not null,
  issued_at_ms bigint not null,
  target_ms bigint not null,
  committed_at_ms bigint not null,
  p_up double precision not null check (p_up between 0 and 1),
  quantiles double precision[] not null check (cardinality(quantiles) = 103),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (release_id, recipe, horizon_hours),
  foreign key (source, ledger_sequence) references ledger (source, sequence),
  check (issued_at_ms < target_ms),
  -- committed before the outcome was known
  check (committed_at_ms < target_ms)
);

create table candidate_pairs (
  release_id text not null,
  recipe text not null,
  horizon_hours double precision not null,
  running_crps double precision not null check (running_crps >= 0),
  candidate_crps double precision not null check (candidate_crps >= 0),
  bound double precision not null check (bound >= 0),
  resolved_at_ms bigint not null,
  primary key (release_id, recipe, horizon_hours),
  foreign key (release_id, recipe, horizon_hours) references candidate_forecasts,
  foreign key (release_id, horizon_hours) references outcomes
);
