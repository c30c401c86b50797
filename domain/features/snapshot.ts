import type { History } from '../market/history.ts';
import type { DerivativesSnapshot, OrderBookSnapshot } from '../market/sources.ts';
import { calendarFeatures } from './calendar-features.ts';
import type { Feature } from './feature.ts';
import { horizonFeatures } from './horizon-features.ts';
import { indicatorFeatures } from './indicator-features.ts';
import { patternFeatures } from './pattern-features.ts';
import { presentBars } from './reading.ts';
import { supplyDemandFeatures } from './supply-demand-features.ts';

export interface SnapshotInput {
  readonly history: History;
  /** The slot's name in release ids: `1200`, `manual`, … */
  readonly slot: string;
  /** IANA zone of the slots. */
  readonly zone: string;
  readonly orderBook: OrderBookSnapshot | null;
  readonly derivatives: DerivativesSnapshot | null;
}

/**
 * Everything of F041, F042, F043, F047 and F048 as of the cutoff of `history`, in a fixed order with fixed names, whatever
 * is there or not. What cannot be computed is null with a reason; a missing bar is stepped over, never filled.
 * Throws `config.invalid` for an unknown zone.
 *
 * @example featureSnapshot({ history, slot: '1200', zone: 'Asia/Jerusalem', orderBook: null, derivatives: null })
 */
export function featureSnapshot({ history, slot, zone, orderBook, derivatives }: SnapshotInput): Feature[] {
  const bars = presentBars(history, history.cutoff);
  return [
    ...indicatorFeatures(history, bars),
    ...calendarFeatures(history.cutoff, slot, zone),
    ...horizonFeatures(history),
    ...supplyDemandFeatures(history.cutoff, orderBook, derivatives),
    ...patternFeatures(bars),
  ];
}
