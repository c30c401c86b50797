-- Venue candles seen before, so that a release fetches only what is new. Times everywhere: bigint milliseconds since
-- 1970-01-01T00:00Z in columns that end in _ms.
create table candles (
  series text not null,
  symbol text not null,
  bar_ms bigint not null check (bar_ms > 0),
  open_time_ms bigint not null,
  open double precision not null,
  high double precision not null,
  low double precision not null check (low > 0 and low <= high),
  close double precision not null,
  volume double precision not null check (volume >= 0),
  seen_at_ms bigint not null,
  primary key (series, symbol, bar_ms, open_time_ms)
);
