-- Until when a venue wants no request from us: asked before every request, so that no restart and no other process forgets it.
create table venue_bans (
  venue text primary key,
  until_ms bigint not null
);
