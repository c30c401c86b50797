/** What an account would hold if everything that may still fill did, and the order with it. */
import type { Exposed, ProposedOrder } from './rule.ts';

/** F173. */
const CORRELATIONS: Readonly<Record<string, number>> = { 'BTC ETH': 0.85, 'BTC SOL': 0.75, 'ETH SOL': 0.7 };

export function heldBase(order: ProposedOrder, exposed: readonly Exposed[]): number {
  return Math.abs(sumOf(ofSymbol(asExposed(order), exposed), ({ quantityBase }) => quantityBase));
}

export function heldNotional(order: ProposedOrder, exposed: readonly Exposed[]): number {
  return Math.abs(sumOf(ofSymbol(asExposed(order), exposed), signedNotional));
}

/** √(wᵀCw): the position in one coin that varies as much as all of them; long and short offset each other. */
export function correlatedNotional(order: ProposedOrder, exposed: readonly Exposed[]): number {
  const all = [...exposed, asExposed(order)];
  const variance = sumOf(all, (a) => sumOf(all, (b) => covariance(a, b)));
  return Math.sqrt(Math.max(0, variance));
}

/** Two coins of which nothing is known go together where that is worse, and not at all where it would offset. */
function covariance(a: Exposed, b: Exposed): number {
  const product = signedNotional(a) * signedNotional(b);
  const [first, second] = [a, b].map(({ symbol }) => symbol.split('/')[0]).sort();
  const correlation = first === second ? 1 : (CORRELATIONS[`${first} ${second}`] ?? (product > 0 ? 1 : 0));
  return product * correlation;
}

function asExposed({ symbol, side, quantityBase, notionalQuote }: ProposedOrder): Exposed {
  return { symbol, quantityBase: side === 'buy' ? quantityBase : -quantityBase, notionalQuote };
}

function ofSymbol(order: Exposed, exposed: readonly Exposed[]): readonly Exposed[] {
  return [...exposed.filter(({ symbol }) => symbol === order.symbol), order];
}

function signedNotional({ quantityBase, notionalQuote }: Exposed): number {
  return Math.sign(quantityBase) * notionalQuote;
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
