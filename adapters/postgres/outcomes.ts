import type {
  Database,
  OutcomeCause,
  OutcomeStore,
  Queryable,
  Row,
  SqlValue,
  StoredOutcome,
} from '../../activities/ports.ts';
import type { BlockEffects } from '../../domain/ensemble/miss-cause.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { type OutcomeBody, outcomeEntry } from '../../domain/ledger/outcome-entry.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { LiveRecord } from '../../domain/report/post/context.ts';
import { appendInside, type EntryRow, entryOf } from './ledger.ts';

const OF_RELEASE = `select l.* from outcomes o join ledger l on l.source = o.source and l.sequence = o.ledger_sequence
where o.release_id = $1 order by o.horizon_hours`;

const UNRESOLVED = `select release_id as "releaseId", cutoff_ms as cutoff from releases r
where r.status = 'published' and r.source = $1 and ($2::bigint is null or r.cutoff_ms <= $2)
  and (select count(*) from outcomes o where o.release_id = r.release_id) < jsonb_array_length(r.document -> 'forecasts')
order by r.cutoff_ms, r.release_id collate "C" limit $3`;

const WORTH = `select count(*) as decisions, avg(covered_80::int)::float8 as "coverage80",
  1 - sum(crps) / nullif(sum(climatology_crps), 0) as "crpsSkillVsClimatology"
from outcomes where source = $1 and symbol = $2 and horizon_hours = $3 and stream = 'planned' and status = 'resolved'
  and climatology_crps is not null`;

const HITS = `select c.effects from outcome_causes c join outcomes o using (release_id, horizon_hours)
where not c.miss and o.source = $1 and o.symbol = $2 and o.horizon_hours = $3 order by o.target_ms desc limit 730`;

export function createOutcomeStore(database: Database): OutcomeStore {
  return {
    async record(source, outcome, resolvedAt) {
      return await database.transaction(async (inside) => {
        const cutoff = await committedCutoff(inside, source, outcome.releaseId);
        const { entry, isNew } = await appendInside(inside, { source, ...outcomeEntry(outcome) }, resolvedAt);
        if (isNew) await insertRow(inside, rowOf(outcome, { source, sequence: entry.sequence, cutoff, resolvedAt }));
        return entry;
      });
    },

    async of(releaseId) {
      return (await database.query<EntryRow>(OF_RELEASE, [releaseId])).map((row): StoredOutcome => {
        const entry = entryOf(row);
        return { body: JSON.parse(entry.body) as OutcomeBody, entry };
      });
    },

    async explain(releaseId, { horizonHours, miss, effects, cause, tags }) {
      await database.query(
        `insert into outcome_causes (release_id, horizon_hours, miss, effects, cause, tags)
         values ($1, $2, $3, $4::jsonb, $5, $6::jsonb) on conflict (release_id, horizon_hours) do nothing`,
        [releaseId, horizonHours, miss, JSON.stringify(effects), cause, JSON.stringify(tags)],
      );
    },

    async causesOf(releaseId) {
      return await database.query<OutcomeCause & Row>(
        `select horizon_hours as "horizonHours", miss, effects, cause, tags from outcome_causes
         where release_id = $1 order by horizon_hours`,
        [releaseId],
      );
    },

    async effectsOfHits({ source, symbol, horizonHours }) {
      const rows = await database.query<{ effects: BlockEffects }>(HITS, [source, symbol, horizonHours]);
      return rows.map(({ effects }) => effects);
    },

    async unresolved({ source, until = null, limit }) {
      return await database.query<{ releaseId: string; cutoff: number }>(UNRESOLVED, [source, until, limit]);
    },

    async worth({ source, symbol, horizonHours }) {
      const [row] = await database.query<LiveRecord & Row>(WORTH, [source, symbol, horizonHours]);
      return row && row.decisions > 0 ? row : null;
    },
  };
}

async function committedCutoff(inside: Queryable, source: SourceKind, releaseId: string): Promise<EpochMs> {
  const [release] = await inside.query<{ cutoff: number }>(
    `select cutoff_ms as cutoff from releases where release_id = $1 and source = $2 and status = 'published'`,
    [releaseId, source],
  );
  if (release) return release.cutoff;
  const sentence = `No outcome can be recorded of ${releaseId}: no release of source ${source} was published under that id.`;
  throw new AlmanacError('store.conflict', sentence, { releaseId, source });
}

interface Place {
  readonly source: SourceKind;
  readonly sequence: number;
  readonly cutoff: EpochMs;
  readonly resolvedAt: EpochMs;
}

function rowOf(outcome: OutcomeBody, { source, sequence, cutoff, resolvedAt }: Place): Record<string, SqlValue> {
  const { scores, scenarios, cards } = outcome;
  const base = (name: string) => outcome.baselines.find((baseline) => baseline.name === name)?.scores;
  const settled = scenarios && scenarios.happened !== 'void' ? scenarios : null;
  return {
    release_id: outcome.releaseId,
    horizon_hours: outcome.horizonHours,
    source,
    ledger_sequence: sequence,
    symbol: outcome.symbol,
    stream: outcome.stream,
    status: outcome.status,
    late: outcome.late,
    issued_at_ms: cutoff,
    target_ms: Date.parse(outcome.targetTime),
    resolved_at_ms: resolvedAt,
    price: outcome.price,
    log_return: outcome.logReturn,
    crps: scores?.crps ?? null,
    pinball: scores?.pinball ?? null,
    covered_50: scores?.covered['50'] ?? null,
    covered_80: scores?.covered['80'] ?? null,
    covered_95: scores?.covered['95'] ?? null,
    winkler_50: scores?.winkler['50'] ?? null,
    winkler_80: scores?.winkler['80'] ?? null,
    winkler_95: scores?.winkler['95'] ?? null,
    brier: scores?.brier ?? null,
    log_score: scores?.logScore ?? null,
    pit: scores?.pit ?? null,
    climatology_crps: base('climatology')?.crps ?? null,
    random_walk_crps: base('random-walk')?.crps ?? null,
    plain_volatility_crps: base('plain-volatility')?.crps ?? null,
    climatology_brier: base('climatology')?.brier ?? null,
    scenario: scenarios?.happened ?? null,
    scenario_brier: settled?.scores.brier ?? null,
    scenario_log_score: settled?.scores.logScore ?? null,
    cards: cards && JSON.stringify(cards),
  };
}

async function insertRow(inside: Queryable, row: Record<string, SqlValue>): Promise<void> {
  const names = Object.keys(row);
  const places = names.map((name, i) => (name === 'cards' ? `$${i + 1}::jsonb` : `$${i + 1}`));
  await inside.query(`insert into outcomes (${names.join(', ')}) values (${places.join(', ')})`, Object.values(row));
}
