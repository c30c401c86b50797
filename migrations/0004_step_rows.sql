-- What the steps of a release found, for reading; the artefacts are what counts. Log-returns are from the base price.
create table source_health (
  release_id text not null references releases on delete cascade,
  source text not null,
  status text not null check (status in ('ok', 'absent', 'degraded')),
  available_at_ms bigint,
  reason text,
  findings jsonb not null default '[]',
  primary key (release_id, source),
  check (status <> 'absent' or reason is not null)
);

create table features_snapshot (
  release_id text not null references releases on delete cascade,
  name text not null,
  family text not null,
  value double precision,
  reason text,
  primary key (release_id, name),
  check ((value is null) <> (reason is null))
);

create table regimes (
  release_id text primary key references releases on delete cascade,
  regime text not null check (regime in ('trend-up', 'trend-down', 'range', 'high-volatility', 'crash', 'recovery')),
  confidence double precision not null check (confidence between 0 and 1),
  probabilities jsonb not null,
  since_ms bigint not null,
  evidence jsonb not null default '{}'
);

create table similar_windows (
  release_id text not null references releases on delete cascade,
  rank integer not null check (rank > 0),
  space_id text not null,
  close_time_ms bigint not null,
  distance double precision not null check (distance >= 0),
  outcomes jsonb not null,
  primary key (release_id, rank),
  unique (release_id, close_time_ms)
);

create table model_forecasts (
  release_id text not null references releases on delete cascade,
  horizon_hours double precision not null check (horizon_hours > 0),
  model text not null,
  version text not null,
  quantiles double precision[],
  dropped_reason text,
  primary key (release_id, horizon_hours, model),
  check ((quantiles is null) <> (dropped_reason is null)),
  check (quantiles is null or (cardinality(quantiles) = 103 and array_position(quantiles, null) is null))
);

create table ensemble_weights (
  release_id text not null references releases on delete cascade,
  horizon_hours double precision not null check (horizon_hours > 0),
  model text not null,
  weight double precision not null check (weight between 0 and 1),
  primary key (release_id, horizon_hours, model)
);

create table forecasts (
  release_id text not null references releases on delete cascade,
  horizon_hours double precision not null check (horizon_hours > 0),
  base_price double precision not null check (base_price > 0),
  p_up double precision not null check (p_up between 0 and 1),
  directional boolean not null,
  method text not null check (method in ('ensemble', 'baseline')),
  abstention double precision not null,
  quantiles double precision[] not null,
  baselines jsonb not null default '[]',
  walk_forward jsonb,
  primary key (release_id, horizon_hours),
  check (cardinality(quantiles) = 103 and array_position(quantiles, null) is null)
);

create table scenarios (
  release_id text not null references releases on delete cascade,
  scenario text not null check (scenario in ('up-holds', 'up-fades', 'down-holds', 'down-fades', 'neither')),
  event text not null,
  probability_per_10k integer not null check (probability_per_10k between 0 and 10000),
  upper_price double precision not null,
  lower_price double precision not null,
  deadline_ms bigint not null,
  primary key (release_id, scenario),
  check (lower_price < upper_price)
);

-- `advice` is the card of the release; the shadow cards are traded on paper and never posted.
create table trade_cards (
  release_id text not null references releases on delete cascade,
  card text not null check (card in ('advice', 'shadow-long', 'shadow-short')),
  action text not null check (action in ('LONG', 'SHORT', 'NO-TRADE')),
  reasons jsonb not null default '[]',
  vetoes jsonb not null default '[]',
  market text check (market in ('spot', 'perp')),
  entry numeric,
  stop numeric,
  targets numeric[],
  leverage double precision,
  quantity numeric,
  risk_quote numeric,
  valid_until_ms bigint,
  time_exit_at_ms bigint,
  expected_value double precision,
  expected_value_se double precision,
  considered integer,
  primary key (release_id, card),
  check (action = 'NO-TRADE' or (entry is not null and stop is not null and quantity is not null)),
  check (action <> 'NO-TRADE' or jsonb_array_length(reasons) > 0)
);

create table explanations (
  release_id text not null references releases on delete cascade,
  part text not null check (part in ('explain', 'debate')),
  origin text not null check (origin in ('template', 'llm')),
  headline text,
  summary text,
  bull_case jsonb not null default '[]',
  bear_case jsonb not null default '[]',
  what_would_change_our_mind jsonb not null default '[]',
  primary key (release_id, part)
);
