/** What `doctor` says of outcomes: which releases have none though their time is over, and whether live 80 % intervals hold. */
import type { Ports } from '../../activities/ports.ts';
import { recordOfRows } from '../../domain/ledger/track-record.ts';
import { TrackBook } from '../../domain/ledger/track-rows.ts';
import { DAY_MS, type EpochMs } from '../../domain/market/candles.ts';
import { WEEK_MS } from '../../domain/market/week.ts';
import { formatHorizon, formatPercent } from '../../domain/narrative/figures.ts';
import type { Finding } from './doctor.ts';
import { chainEntries } from './record/chain-entries.ts';

/** A day for the longest horizon, and two in which somebody must have waited for it. */
const OVERDUE_AFTER_MS = 3 * DAY_MS;
const NAMED = 5;
const NEWS_MS = 4 * WEEK_MS;

export interface Settlement {
  readonly resolved: number;
  /** Live releases without their outcomes, the oldest first. */
  readonly overdue: readonly string[];
  /** Watches over live 80 % intervals that fired lately. */
  readonly alarms: readonly {
    readonly symbol: string;
    readonly horizonHours: number;
    readonly firedAt: EpochMs;
    readonly coverage80: number;
  }[];
}

export async function readSettlement({ stores, clock }: Pick<Ports, 'stores' | 'clock'>): Promise<Settlement> {
  const now = clock.now();
  const until = now - OVERDUE_AFTER_MS;
  const overdue = await stores.outcomes.unresolved({ source: 'live', until, limit: 1_000 });
  const head = await stores.ledger.head('live');
  const book = new TrackBook();
  for await (const entry of chainEntries(stores.ledger, 'live', { last: head?.sequence ?? 0 })) book.add(entry);
  const { cells } = recordOfRows(book, now);
  return {
    resolved: cells.reduce((sum, { counts }) => sum + counts.resolved, 0),
    overdue: overdue.map(({ releaseId }) => releaseId),
    alarms: cells.flatMap(({ symbol, horizonHours, published }) =>
      (published?.watch.alarms ?? [])
        .filter(({ firedAt }) => firedAt > now - NEWS_MS)
        .map(({ firedAt, coverage80 }) => ({ symbol, horizonHours, firedAt, coverage80 })),
    ),
  };
}

/** @example settlementFinding({ resolved: 6, overdue: [], alarms: [] }).state // 'ok' */
export function settlementFinding({ resolved, overdue, alarms }: Settlement): Finding {
  const what = 'outcomes';
  if (overdue.length > 0) {
    const named = overdue.slice(0, NAMED).join(', ');
    const more = overdue.length > NAMED ? ` and ${overdue.length - NAMED} more` : '';
    const remedy = 'Keep "npm start" running: its hourly sweep settles them. See docs/RECORD.md.';
    return { what, state: 'problem', found: `nobody has settled ${named}${more}`, remedy };
  }
  if (alarms.length > 0) {
    const text = ({ symbol, horizonHours, coverage80 }: Settlement['alarms'][number]) =>
      `${symbol} ${formatHorizon(horizonHours)} held ${formatPercent(coverage80)}`;
    const remedy = 'See docs/OPERATIONS.md, "What the models learned".';
    return { what, state: 'problem', found: `80 % intervals of live releases: ${alarms.map(text).join('; ')}`, remedy };
  }
  if (resolved === 0) return { what, state: 'absent', found: 'no live release has an outcome yet' };
  return { what, state: 'ok', found: `${resolved} horizons of live releases are settled, none is overdue` };
}
