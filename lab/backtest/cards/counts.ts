/** What the releases advised, counted: an honest card is nearly always NO-TRADE, and a report has to say why. */
import { quantileSorted, sortedFinite } from '../../../domain/numeric/quantiles.ts';
import type { TradeCard } from '../../../domain/trade/card.ts';
import type { AdvisedRow } from '../../evaluation/advise-block.ts';
import type { Refused } from '../executor/executor.ts';

type Counts = Readonly<Record<string, number>>;

export interface CardCounts {
  readonly releases: number;
  /** Releases without a card, by the code that refused their prices. */
  readonly refused: Counts;
  readonly actions: Readonly<Record<TradeCard['action'], number>>;
  /** A card may have several. */
  readonly reasons: Counts;
  readonly vetoes: Counts;
  /** Of the best candidate of each release, in ten-thousandths of the price after costs; null without any. */
  readonly bestExpectedBps: { readonly median: number; readonly p99: number; readonly highest: number } | null;
  /** Plans that were handed to the executor, and those that it did not take, by what was in the way. */
  readonly offered: number;
  readonly notTaken: Counts;
}

export function cardCounts(rows: readonly AdvisedRow[], offered: number, refused: readonly Refused[]): CardCounts {
  const cards = rows.flatMap(({ card }) => (card === null ? [] : [card]));
  return {
    releases: rows.length,
    refused: counted(rows.flatMap(({ refusedReason }) => refusedReason ?? [])),
    actions: { LONG: 0, SHORT: 0, 'NO-TRADE': 0, ...counted(cards.map(({ action }) => action)) },
    reasons: counted(cards.flatMap(({ reasons }) => reasons)),
    vetoes: counted(cards.flatMap(({ vetoes }) => vetoes)),
    bestExpectedBps: bestOf(cards),
    offered,
    notTaken: counted(
      refused.flatMap(({ why, vetoes }) => (vetoes.length > 0 ? vetoes.map(({ rule }) => `rule ${rule}`) : [why])),
    ),
  };
}

function bestOf(cards: readonly TradeCard[]): CardCounts['bestExpectedBps'] {
  if (cards.length === 0) return null;
  const bps = sortedFinite(cards.map(({ bestExpectedValue }) => 1e4 * bestExpectedValue));
  return { median: quantileSorted(bps, 0.5), p99: quantileSorted(bps, 0.99), highest: bps[bps.length - 1] };
}

/** Most frequent first. */
function counted(names: readonly string[]): Counts {
  const groups = [...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length] as const);
  return Object.fromEntries(groups.sort(([, a], [, b]) => b - a));
}
