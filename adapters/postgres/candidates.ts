import type {
  CandidateStore,
  Database,
  LedgerEntry,
  Queryable,
  Row,
  UnpairedForecast,
} from '../../activities/ports.ts';
import type { PairedForecast } from '../../domain/ensemble/promotion.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { canonicalBytes } from '../../domain/ledger/canonical.ts';
import { type CandidateForecast, candidateEntry, candidateReturns } from '../../domain/ledger/candidate-forecast.ts';
import { sha256 } from '../../domain/ledger/hash.ts';
import { HOUR_MS } from '../../domain/market/candles.ts';
import { appendInside } from './ledger.ts';

const DUE = `select r.release_id from releases r
where r.source = $1 and r.symbol = $2 and r.status = 'published' and r.stream = 'planned' and r.cutoff_ms > $4
  and not exists (select from candidate_forecasts f where f.release_id = r.release_id and f.recipe = $3)
order by r.cutoff_ms, r.release_id collate "C"`;

const UNPAIRED = `select f.release_id as "releaseId", f.horizon_hours as "horizonHours", f.issued_at_ms as "issuedAt", f.quantiles,
  o.log_return as outcome
from candidate_forecasts f join outcomes o using (release_id, horizon_hours)
where f.source = $1 and o.symbol = $2 and f.recipe = $3 and f.beside = $4 and o.status = 'resolved'
  and not exists (select from candidate_pairs p
    where (p.release_id, p.recipe, p.horizon_hours) = (f.release_id, f.recipe, f.horizon_hours))
order by f.issued_at_ms, f.horizon_hours`;

const PAIRS = `select f.issued_at_ms as "issuedAt", p.resolved_at_ms as "resolvedAt", f.horizon_hours as "horizonHours",
  p.running_crps as running, p.candidate_crps as candidate, p.bound
from candidate_pairs p join candidate_forecasts f using (release_id, recipe, horizon_hours)
  join releases r using (release_id)
where f.source = $1 and r.symbol = $2 and f.recipe = $3 and f.beside = $4 and f.committed_at_ms >= $5
order by f.issued_at_ms, f.horizon_hours`;

export function createCandidateStore(database: Database): CandidateStore {
  return {
    async issue(source, forecast, committedAt) {
      return await database.transaction(async (inside) => {
        await checkPublished(inside, source, forecast.releaseId);
        const { entry, isNew } = await appendInside(inside, { source, ...candidateEntry(forecast) }, committedAt);
        if (isNew) await insertRows(inside, entry, forecast);
        return entry;
      });
    },

    async due({ source, symbol, recipe }, after) {
      const rows = await database.query<{ release_id: string }>(DUE, [source, symbol, recipe, after]);
      return rows.map(({ release_id }) => release_id);
    },

    async unpaired({ source, symbol, recipe, beside }) {
      return await database.query<UnpairedForecast & Row>(UNPAIRED, [source, symbol, recipe, beside]);
    },

    async pair(recipe, releaseId, { horizonHours, resolvedAt, running, candidate, bound }) {
      await database.query(
        `insert into candidate_pairs (release_id, recipe, horizon_hours, running_crps, candidate_crps, bound, resolved_at_ms)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (release_id, recipe, horizon_hours) do nothing`,
        [releaseId, recipe, horizonHours, running, candidate, bound, resolvedAt],
      );
    },

    async pairs({ source, symbol, recipe, beside }, since) {
      return await database.query<PairedForecast & Row>(PAIRS, [source, symbol, recipe, beside, since]);
    },
  };
}

async function checkPublished(inside: Queryable, source: LedgerEntry['source'], releaseId: string): Promise<void> {
  const found = await inside.query(
    `select from releases where release_id = $1 and source = $2 and status = 'published'`,
    [releaseId, source],
  );
  if (found.length > 0) return;
  const sentence = `Nothing can be tried beside ${releaseId}: no release of source ${source} was published under that id.`;
  throw new AlmanacError('store.conflict', sentence, { releaseId, source });
}

async function insertRows(inside: Queryable, entry: LedgerEntry, of: CandidateForecast): Promise<void> {
  const { releaseId, recipe, beside, cutoff } = of;
  for (const forecast of of.forecasts) {
    const { horizonHours, pUp } = forecast;
    await inside.query(
      `insert into candidate_forecasts (release_id, recipe, horizon_hours, beside, source, ledger_sequence, issued_at_ms, target_ms,
         committed_at_ms, p_up, quantiles, sha256) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[releaseId, recipe, horizonHours, beside, entry.source, entry.sequence],
        ...[cutoff, cutoff + horizonHours * HOUR_MS, entry.committedAt, pUp],
        Array.from(candidateReturns(of, forecast)),
        sha256(canonicalBytes(forecast)),
      ],
    );
  }
}
