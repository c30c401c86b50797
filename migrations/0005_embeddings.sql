create extension if not exists vector;

-- Vectors of different models are never compared: a space has one dimension, and every vector in it has that one.
create table embedding_spaces (
  space_id text primary key,
  dimensions integer not null check (dimensions > 0),
  unique (space_id, dimensions)
);

-- A segment is named by the hash of the candles that its embeddings were computed from.
create table window_embeddings (
  space_id text not null,
  segment text not null,
  close_time_ms bigint not null,
  dimensions integer not null,
  embedding vector not null,
  primary key (space_id, segment, close_time_ms),
  foreign key (space_id, dimensions) references embedding_spaces (space_id, dimensions),
  check (vector_dims(embedding) = dimensions)
);
