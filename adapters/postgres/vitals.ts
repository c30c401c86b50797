import type { Database, VitalsStore } from '../../activities/ports.ts';

export function createVitalsStore(database: Database): VitalsStore {
  return {
    async publishers() {
      const rows = await database.query<{ publisher: string; unknown: number; waiting_since: number | null }>(
        `select split_part(publisher, ':', 1) as publisher, count(*) filter (where status = 'unknown') as unknown,
           min(committed_at_ms) filter (where status in ('pending', 'sending')) as waiting_since
         from publications group by 1 order by 1`,
      );
      return rows.map(({ publisher, unknown, waiting_since }) => ({ publisher, unknown, waitingSince: waiting_since }));
    },

    async outcomes(source, since) {
      const rows = await database.query<OutcomeRow>(
        `select symbol, horizon_hours, issued_at_ms, target_ms, covered_80 from outcomes
         where source = $1 and stream = 'planned' and issued_at_ms >= $2 and covered_80 is not null order by issued_at_ms`,
        [source, since],
      );
      const series = Map.groupBy(rows, ({ symbol, horizon_hours }) => `${symbol} ${horizon_hours}`);
      return [...series.values()].map((own) => ({
        symbol: own[0].symbol,
        horizonHours: own[0].horizon_hours,
        outcomes: own.map(({ issued_at_ms, target_ms, covered_80 }) => ({
          ...{ issuedAt: issued_at_ms, resolvedAt: target_ms, covered: covered_80 },
        })),
      }));
    },

    async newestEntryAt(source) {
      const [row] = await database.query<{ committed_at_ms: number }>(
        'select committed_at_ms from ledger where source = $1 order by sequence desc limit 1',
        [source],
      );
      return row?.committed_at_ms ?? null;
    },

    async now() {
      const [{ now }] = await database.query<{ now: number }>(
        'select (extract(epoch from clock_timestamp()) * 1000)::bigint as now',
      );
      return now;
    },
  };
}

type OutcomeRow = {
  readonly symbol: string;
  readonly horizon_hours: number;
  readonly issued_at_ms: number;
  readonly target_ms: number;
  readonly covered_80: boolean;
};
