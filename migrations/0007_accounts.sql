-- Accounts of the executor. `token` fences: every take-over raises it, and events are committed only under the newest one.
create table accounts (
  account_id text primary key check (account_id ~ '^[A-Za-z0-9_-]{1,60}$'),
  mode text not null check (mode in ('paper', 'live')),
  strategy text not null check (strategy in ('cards', 'shadow', 'vol-target')),
  symbol text not null,
  source text not null check (source in ('live', 'recorded', 'simulated')),
  venue text not null,
  start_quote numeric not null check (start_quote > 0),
  settings text not null,
  token bigint not null default 0 check (token >= 0),
  sequence bigint not null default 0 check (sequence >= 0),
  opened_at_ms bigint not null,
  armed_until_ms bigint
);

-- What happened on an account, in order: folding these gives its state. Text, so that decimals keep every digit.
create table account_events (
  account_id text not null references accounts,
  sequence bigint not null check (sequence > 0),
  type text not null,
  token bigint not null check (token > 0),
  committed_at_ms bigint not null,
  body text not null,
  primary key (account_id, sequence)
);

create index account_events_by_type on account_events (account_id, type, sequence);

create trigger account_events_append_only before update or delete or truncate on account_events
  for each statement execute function refuse_change();

-- The state after some event, so that nobody has to fold years of them; the events count, this is kept for speed.
create table account_snapshots (
  account_id text primary key references accounts,
  sequence bigint not null check (sequence > 0),
  shape integer not null,
  body text not null
);

-- The first mark of every hour.
create table account_equity (
  account_id text not null references accounts,
  hour_ms bigint not null,
  marked_at_ms bigint not null,
  mark numeric not null,
  cash_quote numeric not null,
  position_base numeric not null,
  equity_quote numeric not null,
  primary key (account_id, hour_ms)
);

-- What may be traded at all: `*` for every account, and one row per account; the strictest of the two counts, and an
-- absent row is a halt. A looser state is asked for first and confirmed with the code that the asking gave.
create table trading_states (
  scope text primary key,
  state text not null check (state in ('normal', 'reduce', 'halt')),
  why text not null,
  by_whom text not null,
  since_ms bigint not null,
  asked_state text check (asked_state in ('normal', 'reduce')),
  asked_code text,
  asked_until_ms bigint,
  check ((asked_state is null) = (asked_code is null) and (asked_state is null) = (asked_until_ms is null))
);

create table trading_state_changes (
  scope text not null,
  since_ms bigint not null,
  state text not null,
  why text not null,
  by_whom text not null
);

create trigger trading_state_changes_append_only before update or delete or truncate on trading_state_changes
  for each statement execute function refuse_change();

insert into trading_states (scope, state, why, by_whom, since_ms) values ('*', 'normal', 'nobody has halted yet', 'migration', 0);
