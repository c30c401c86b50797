import { setImmediate } from 'node:timers/promises';
import { toSql } from 'pgvector';
import type { Database, EmbeddedSegment, EmbeddingStore } from '../../activities/ports.ts';
import { timedVectors, vectorArray } from './vectors.ts';

/** A quarter of a year: the embedded database holds up its process meanwhile, heartbeats included. */
const SEGMENTS_AT_ONCE = 13;

/** Vectors are stored in single precision, so what comes back is `Math.fround` of what went in. */
export function createEmbeddingStore(database: Database): EmbeddingStore {
  return {
    async known(spaceId, segments) {
      const rows = await database.query<{ segment: string }>(
        `select segment from unnest($2::text[]) as asked (segment)
         where exists (select from window_embeddings e where e.space_id = $1 and e.segment = asked.segment)`,
        [spaceId, segments],
      );
      return new Set(rows.map(({ segment }) => segment));
    },

    async insert(spaceId, segments) {
      for (let from = 0; from < segments.length; from += SEGMENTS_AT_ONCE) {
        await insertAtOnce(database, spaceId, segments.slice(from, from + SEGMENTS_AT_ONCE));
        await setImmediate();
      }
    },

    async nearest({ spaceId, segments, embedding, until, limit }) {
      const [{ rows }] = await database.query<{ rows: string | null }>(
        `select encode(string_agg(int8send(close_time_ms) || vector_send(embedding), '' order by distance, close_time_ms), 'hex') as rows
         from (
           select close_time_ms, embedding, embedding <-> $4::vector as distance from window_embeddings
           where space_id = $1 and segment = any ($2::text[]) and close_time_ms <= $3
           order by distance, close_time_ms limit $5
         ) found`,
        [spaceId, segments, until, toSql(Array.from(embedding)), limit],
      );
      return timedVectors(rows ?? '', embedding.length);
    },
  };
}

async function insertAtOnce(database: Database, spaceId: string, segments: readonly EmbeddedSegment[]): Promise<void> {
  const rows = segments.flatMap((segment) => segment.rows);
  if (rows.length === 0) return;
  const dimensions = rows[0].embedding.length;
  await database.transaction(async (inside) => {
    const [{ oid }] = await inside.query<{ oid: number }>(`select 'vector'::regtype::oid::int8 as oid`, []);
    const vectors = vectorArray(
      rows.map(({ embedding }) => embedding),
      oid,
    );
    // Both unique keys arbitrate: of writers at the same moment one may meet the other's (space, dimensions) first.
    await inside.query('insert into embedding_spaces (space_id, dimensions) values ($1, $2) on conflict do nothing', [
      spaceId,
      dimensions,
    ]);
    // One statement for several: a statement for each takes half as long again.
    await inside.query(
      `insert into window_embeddings (space_id, segment, dimensions, close_time_ms, embedding)
       select $1, ($3::text[])[bar.segment], $2, close_time_ms, embedding
       from unnest($4::int[], $5::bigint[], $6::vector[]) as bar (segment, close_time_ms, embedding)
       on conflict (space_id, segment, close_time_ms) do nothing`,
      [
        spaceId,
        dimensions,
        segments.map(({ segment }) => segment),
        segments.flatMap((segment, i) => segment.rows.map(() => i + 1)),
        rows.map(({ closeTime }) => closeTime),
        vectors,
      ],
    );
  });
}
