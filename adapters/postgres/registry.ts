import { z } from 'zod';
import type { Database, RegistryStore, Row } from '../../activities/ports.ts';
import type { RegisteredModel, RegisteredWatch } from '../../domain/ensemble/registered.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { upsertRows } from './upsert.ts';

const NEWEST = `select distinct on (r.source, r.symbol, r.member) r.*,
  (select min(s.boundary_ms) from model_registry s
   where (s.source, s.symbol, s.member, s.version) = (r.source, r.symbol, r.member, r.version)) as since_ms
from model_registry r
where ($1::text is null or r.symbol = $1) and ($2::text is null or r.source = $2)
  and ($3::text is null or r.learned_key = $3) and ($4::text is null or r.learned_key <> $4)
  and ($5::bigint is null or r.boundary_ms <= $5)
order by r.source, r.symbol, r.member, r.boundary_ms desc, r.recorded_at_ms desc`;

export function createRegistryStore(database: Database): RegistryStore {
  return {
    async record(tables) {
      await database.transaction(async (inside) => {
        for (const { table, rows } of tables) await upsertRows(inside, table, null, rows);
      });
    },

    async newest({ symbol = null, source = null, learnedKey = null, otherThan = null, until = null }) {
      return (await database.query(NEWEST, [symbol, source, learnedKey, otherThan, until])).map(modelOf);
    },

    async watches(learnedKey) {
      const rows = await database.query(
        'select * from coverage_watches where learned_key = $1 order by horizon_hours',
        [learnedKey],
      );
      return rows.map(watchOf);
    },
  };
}

const count = z.int().min(0);

const MODEL = z.object({
  source: z.enum(['live', 'recorded', 'simulated']),
  symbol: z.string(),
  member: z.string(),
  version: z.string(),
  role: z.enum(['core', 'reserve', 'ensemble']),
  boundary_ms: z.int(),
  since_ms: z.int(),
  parameters_sha256: z.string().nullable(),
  dropped_reason: z.string().nullable(),
  first_bar_ms: z.int(),
  last_bar_ms: z.int(),
  bars: count,
  data_sha256: z.string(),
  scores: z.record(
    z.string(),
    z.object({
      decisions: count,
      skill: z.number(),
      weight: z.number().optional(),
      coverage80: z.number().optional(),
    }),
  ),
  learned_key: z.string(),
  code_version: z.string(),
  release_id: z.string().nullable(),
});

const WATCH = z.object({
  learned_key: z.string(),
  horizon_hours: z.number(),
  decisions: count,
  evidence: z.number(),
  alarms: z.array(z.object({ firedAt: z.int(), coverage80: z.number(), decisions: count })),
});

function modelOf(row: Row): RegisteredModel {
  const entry = readable(MODEL, row, `the entry of ${String(row.member)} for ${String(row.symbol)}`);
  return {
    source: entry.source,
    symbol: entry.symbol,
    member: entry.member,
    version: entry.version,
    role: entry.role,
    boundary: entry.boundary_ms,
    since: entry.since_ms,
    parametersSha256: entry.parameters_sha256,
    droppedReason: entry.dropped_reason,
    window: { firstBar: entry.first_bar_ms, lastBar: entry.last_bar_ms, bars: entry.bars },
    dataSha256: entry.data_sha256,
    scores: entry.scores as RegisteredModel['scores'],
    learnedKey: entry.learned_key,
    codeVersion: entry.code_version,
    releaseId: entry.release_id,
  };
}

function watchOf(row: Row): RegisteredWatch {
  const { learned_key, horizon_hours, ...watch } = readable(WATCH, row, `the watch of ${String(row.learned_key)}`);
  return { learnedKey: learned_key, horizonHours: horizon_hours, ...watch };
}

function readable<S extends z.ZodType>(shape: S, row: Row, what: string): z.infer<S> {
  const read = shape.safeParse(row);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new AlmanacError(
    'store.corrupt',
    `In the model registry ${what} cannot be read: ${issue.path.join('.')}: ${issue.message}. "npm run retrain" writes it anew.`,
    { entry: what, field: issue.path.join('.') },
  );
}
