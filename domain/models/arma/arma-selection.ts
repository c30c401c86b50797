/** Which ARMA process fits a series: stepwise search by AICc (Hyndman & Khandakar 2008, §3.2, without a season). */
import { type ArmaFit, type ArmaOrder, fitArma, WHITE } from './arma-fit.ts';
import { rootsBeyond } from './partials.ts';

export interface SearchSpace {
  readonly mayHaveMean: boolean;
  /** Largest p, and largest q. */
  readonly mostTerms: number;
}

/**
 * An autoregression with a root nearer to the unit circle than this is no stationary one. A moving average may have one:
 * it is what differencing once too often leaves, and does no harm.
 */
const LEAST_ROOT = 1.01;
const FIRST = [
  [2, 2],
  [0, 0],
  [1, 0],
  [0, 1],
] as const;
const NEIGHBOURS = [
  [-1, 0],
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 1],
] as const;

/**
 * From the best of a few simple orders to better neighbours, until none is better.
 * `values`: all present, at least 30, stationary.
 *
 * @example selectArma(returns, { mayHaveMean: false, mostTerms: 5 }).ar // [] when returns tell nothing of each other
 */
export function selectArma(values: Float64Array, space: SearchSpace): ArmaFit {
  const { mayHaveMean, mostTerms } = space;
  const search = new Search(values);
  for (const [p, q] of FIRST) {
    search.isBetter({ p: Math.min(p, mostTerms), q: Math.min(q, mostTerms), withMean: mayHaveMean });
  }
  if (mayHaveMean) search.isBetter({ p: 0, q: 0, withMean: false });
  while (neighboursOf(search.order, space).some((order) => search.isBetter(order)));
  return search.fit;
}

/** The best fit so far; no order is fitted twice. */
class Search {
  order: ArmaOrder = { p: 0, q: 0, withMean: false };
  fit: ArmaFit;
  readonly #values: Float64Array;
  readonly #tried = new Set<string>();

  constructor(values: Float64Array) {
    this.#values = values;
    this.fit = { ar: [], ma: [], mean: 0, aicc: Number.POSITIVE_INFINITY, partials: WHITE };
  }

  isBetter(order: ArmaOrder): boolean {
    const name = `${order.p} ${order.q} ${order.withMean}`;
    if (this.#tried.has(name)) return false;
    this.#tried.add(name);
    const fit = fitArma(this.#values, order, this.fit.partials);
    if (!(fit.aicc < this.fit.aicc) || !rootsBeyond(LEAST_ROOT, fit.ar)) return false;
    [this.order, this.fit] = [order, fit];
    return true;
  }
}

function neighboursOf({ p, q, withMean }: ArmaOrder, { mayHaveMean, mostTerms }: SearchSpace): ArmaOrder[] {
  const orders = NEIGHBOURS.map(([ar, ma]) => ({ p: p + ar, q: q + ma, withMean }));
  const allowed = orders.filter((order) => [order.p, order.q].every((count) => count >= 0 && count <= mostTerms));
  return mayHaveMean ? [...allowed, { p, q, withMean: !withMean }] : allowed;
}
