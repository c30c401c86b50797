/** Past releases as a person reads them in a terminal, one line each. */
import type { EpochMs } from '../market/candles.ts';
import { formatCount } from '../narrative/figures.ts';
import { formatStamp } from '../narrative/moments.ts';
import { wordTable } from './blocks.ts';
import { alignedTable } from './console/layout.ts';
import { paintFor } from './console/paint.ts';

export interface ReleaseListRow {
  readonly releaseId: string;
  readonly symbol: string;
  readonly slot: string;
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly cutoff: string;
  readonly status: string;
  /** LONG, SHORT, NO-TRADE; null while there is none. */
  readonly action: string | null;
  readonly sequence: number | null;
  readonly committedAt: EpochMs | null;
}

const EMPTY = 'There are no releases yet. Make one: npm run release -- --slot=manual';

/** In the order given. */
export function releaseList(rows: readonly ReleaseListRow[]): string {
  if (rows.length === 0) return EMPTY;
  const table = wordTable(
    ['cutoff (UTC)', 'symbol', 'source', 'status', 'card', 'row', 'release'],
    rows.map((row) => [
      formatStamp(Date.parse(row.cutoff), 'UTC'),
      row.symbol,
      row.source,
      row.status,
      row.action ?? '',
      row.sequence === null ? '' : formatCount(row.sequence),
      row.releaseId,
    ]),
  );
  return alignedTable(table, Number.POSITIVE_INFINITY, paintFor(false)).join('\n');
}
