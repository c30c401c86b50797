-- Which models were learned from what, and what they were worth; the learned object is what counts. A release or a retraining
-- writes the rows of the state it used; whoever wrote them first is named, and they stay when that release is taken back.
create table model_registry (
  source text not null check (source in ('live', 'recorded', 'simulated')),
  symbol text not null,
  member text not null,
  version text not null,
  boundary_ms bigint not null,
  role text not null check (role in ('core', 'reserve', 'ensemble')),
  parameters_sha256 text check (parameters_sha256 ~ '^[0-9a-f]{64}$'),
  dropped_reason text,
  first_bar_ms bigint not null,
  last_bar_ms bigint not null,
  bars integer not null check (bars >= 0),
  data_sha256 text not null check (data_sha256 ~ '^[0-9a-f]{64}$'),
  scores jsonb not null,
  learned_key text not null,
  code_version text not null,
  recorded_at_ms bigint not null,
  release_id text references releases on delete set null,
  primary key (source, symbol, member, version, boundary_ms),
  check ((parameters_sha256 is null) <> (dropped_reason is null)),
  check (jsonb_typeof(scores) = 'object'),
  check (first_bar_ms <= last_bar_ms and last_bar_ms < boundary_ms)
);

-- What the watch over 80 % hits found in the rehearsal of a learned state; no row: that rehearsal was never watched.
create table coverage_watches (
  learned_key text not null,
  horizon_hours double precision not null check (horizon_hours > 0),
  decisions integer not null check (decisions >= 0),
  evidence double precision not null check (evidence >= 0),
  alarms jsonb not null check (jsonb_typeof(alarms) = 'array'),
  release_id text references releases on delete set null,
  primary key (learned_key, horizon_hours)
);
