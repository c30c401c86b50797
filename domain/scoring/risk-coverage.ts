import { skill } from './skill.ts';

/** One decision: what it lost, what the reference lost, and how often it counts. */
export interface Abstainable {
  readonly score: number;
  readonly loss: number;
  readonly referenceLoss: number;
}

/** Risk (1 − skill) over the surest `coverage` share. */
export interface RiskPoint {
  readonly coverage: number;
  readonly risk: number;
}

/**
 * The risk-coverage curve of an abstention score (El-Yaniv & Wiener 2010; METHODS §9: risk is 1 − skill, because calm
 * hours lower a loss without merit). `surest`: ascending by score. `counts`: how often each of them counts, once where
 * nothing is said. One point per row that counts, from the surest to all.
 */
export function riskCoverage(surest: readonly Abstainable[], counts?: ArrayLike<number>): RiskPoint[] {
  const points: RiskPoint[] = [];
  let loss = 0;
  let reference = 0;
  let rows = 0;
  surest.forEach((row, i) => {
    const count = counts?.[i] ?? 1;
    if (count === 0) return;
    loss += count * row.loss;
    reference += count * row.referenceLoss;
    rows += count;
    points.push({ coverage: rows, risk: 1 - skill(loss, reference) });
  });
  return points.map(({ coverage, risk }) => ({ coverage: coverage / rows, risk }));
}

/** Shares at which the area is read: below a tenth a handful of rows decides. */
const SHARES = Array.from({ length: 19 }, (_, i) => (i + 2) / 20);

/**
 * Mean over coverages 0.1 … 1 of how far the risk lies below that of abstaining at random, which is the risk of all;
 * above 0 when the score knows where the forecast is weak. Arguments as of `riskCoverage`.
 *
 * @example abstentionGain(rows.toSorted((a, b) => a.score - b.score))
 */
export function abstentionGain(surest: readonly Abstainable[], counts?: ArrayLike<number>): number {
  const points = riskCoverage(surest, counts);
  const all = points[points.length - 1].risk;
  let at = 0;
  let gain = 0;
  for (const share of SHARES) {
    while (points[at].coverage < share - 1e-12) at++;
    gain += all - points[at].risk;
  }
  return gain / SHARES.length;
}
