/**
 * What vectorbt's `Portfolio.from_signals` does by default with signals and stops (read in 1.2.0): signals fill at their
 * close and stops are measured from it; in a later bar a stop goes before a target wherever the bar opened, a touch is
 * enough for both, and neither pays spread or slippage; a bar has one order, so that no signal fills in a bar that closed
 * a trade.
 */
import { ZERO } from '../../domain/accounting/money.ts';
import type { Bar } from '../../domain/execution/matching/bar.ts';
import { type Matched, matchBar } from '../../domain/execution/matching/match-bar.ts';
import type { PaperVenue } from '../../domain/execution/matching/venue.ts';
import { type WorkingOrders, workingOrders } from '../../domain/execution/matching/working-orders.ts';

/** Stop and target of what is held, and a bar. */
export function matchAsVectorbt(
  before: WorkingOrders,
  bar: Bar,
  positionBase: Matched['positionBase'],
  venue: PaperVenue,
): Matched {
  const free = { ...venue, spread: ZERO, slippage: ZERO };
  const stops = before.orders.filter(({ stop }) => bar.low <= stop);
  if (stops.length > 0) return matchBar(workingOrders(stops), bar, positionBase, free);
  return matchBar(before, { ...bar, high: bar.high * (1 + Number.EPSILON) }, positionBase, free);
}
