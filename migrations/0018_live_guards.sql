-- The dead man's switch of an account of real money: when it last looked, and what it last had to do.
create table live_guards (
  account_id text primary key,
  looked_at_ms bigint not null,
  acted_at_ms bigint,
  act text
);
