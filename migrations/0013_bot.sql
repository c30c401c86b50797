-- What the bots have heard, so that an update that comes again does nothing, and what people were asked to confirm.
create table bot_updates (
  bot text not null,
  update_id bigint not null,
  heard_at_ms bigint not null,
  primary key (bot, update_id)
);

create table bot_confirmations (
  nonce text primary key check (nonce ~ '^[A-Za-z0-9_-]{16,64}$'),
  user_id bigint not null,
  chat_id bigint not null,
  action jsonb not null,
  plan_sha256 text not null check (plan_sha256 ~ '^[0-9a-f]{64}$'),
  expires_at_ms bigint not null
);

-- In which language a subscriber is answered.
create table bot_languages (
  chat_id bigint primary key,
  language text not null check (language in ('en', 'ru'))
);
