-- Why an outcome lay where it lay (METHODS §9), for reading: what each block of the forecast did to its score, and the cause of a miss.
create table outcome_causes (
  release_id text not null,
  horizon_hours double precision not null,
  miss boolean not null,
  effects jsonb not null check (jsonb_typeof(effects) = 'object'),
  cause text check (cause in ('prices', 'similarity', 'direction', 'calibration', 'expected-miss')),
  tags jsonb not null check (jsonb_typeof(tags) = 'array'),
  primary key (release_id, horizon_hours),
  foreign key (release_id, horizon_hours) references outcomes,
  check (miss or cause is null)
);
