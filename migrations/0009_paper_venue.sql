-- The paper venue's own books, in order, written before anybody hears of them. They share nothing with those of the
-- executor, which are compared with them. Text, so that decimals keep every digit.
create table paper_venue_events (
  account_id text not null,
  symbol text not null,
  sequence bigint not null check (sequence > 0),
  type text not null,
  body text not null,
  primary key (account_id, symbol, sequence)
);

create trigger paper_venue_events_append_only before update or delete or truncate on paper_venue_events
  for each statement execute function refuse_change();
