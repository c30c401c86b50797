-- What operators asked for over HTTP, and what they were told: none of it is forgotten by a restart.

-- Planned releases are held while there is a row.
create table schedule_hold (
  only_one boolean primary key default true check (only_one),
  why text not null,
  since_ms bigint not null
);

-- Which release was made for a request; the same request asked again gets the same one.
create table asked_releases (
  key_sha256 text primary key check (key_sha256 ~ '^[0-9a-f]{64}$'),
  symbol text not null,
  release_id text not null,
  asked_at_ms bigint not null
);

-- Which alerts the operators were told of, and when.
create table alert_desk (
  only_one boolean primary key default true check (only_one),
  desk jsonb not null
);
