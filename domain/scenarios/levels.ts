/** Prices at which a market has turned, traded most, or may stop out of habit. */
import type { History } from '../market/history.ts';
import type { LevelCandidate } from './level-candidate.ts';
import { pivotCandidates } from './pivot-levels.ts';
import { roundNumberCandidates } from './round-numbers.ts';
import type { PriceLevel } from './scenario.ts';
import { volumeCandidates } from './volume-levels.ts';

/** Candidates nearer than this to each other are one level; farther than the reach from the price are left out. */
const MERGE_SIGMAS = 0.15;
const REACH_SIGMAS = 3;
const LEVELS_PER_SIDE = 4;
/** Nobody remembers a seventh digit. */
const PRICE_DIGITS = 6;

/**
 * Support below and resistance above the last close, ascending by price, at most four of the strongest on each side
 * within 3 σ. Turning points (pivots), prices of most volume and round numbers; several that coincide make one level
 * as strong as the chance that not all of them are wrong, 1 − Π(1 − s), at the strongest one's price.
 * `sigma24`: log-return (`sigmaOf`). Empty where the history shows none.
 */
export function priceLevels(history: History, sigma24: number): PriceLevel[] {
  const basePrice = history.close[history.length - 1];
  if (!(basePrice > 0 && sigma24 > 0)) return [];
  const candidates = [
    ...pivotCandidates(history, MERGE_SIGMAS * sigma24),
    ...volumeCandidates(history),
    ...roundNumberCandidates(basePrice, sigma24),
  ].filter(({ price }) => Math.abs(Math.log(price / basePrice)) <= REACH_SIGMAS * sigma24);
  const levels = merged(candidates, MERGE_SIGMAS * sigma24)
    .map((level) => ({ ...level, price: Number(level.price.toPrecision(PRICE_DIGITS)) }))
    .filter(({ price }) => price !== basePrice)
    .map((level) => ({ ...level, kind: level.price < basePrice ? ('support' as const) : ('resistance' as const) }));
  const strongest = (kind: PriceLevel['kind']) =>
    levels
      .filter((level) => level.kind === kind)
      .sort((a, b) => b.strength - a.strength || a.price - b.price)
      .slice(0, LEVELS_PER_SIDE);
  return [...strongest('support'), ...strongest('resistance')].sort((a, b) => a.price - b.price);
}

/** The strongest first; each takes in the weaker ones within the log-distance `within`. */
function merged(candidates: readonly LevelCandidate[], within: number): LevelCandidate[] {
  const byStrength = candidates.toSorted((a, b) => b.strength - a.strength || a.price - b.price);
  const levels: LevelCandidate[] = [];
  for (const candidate of byStrength) {
    const near = levels.findIndex((level) => Math.abs(Math.log(level.price / candidate.price)) <= within);
    if (near < 0) levels.push(candidate);
    else levels[near] = { ...levels[near], strength: 1 - (1 - levels[near].strength) * (1 - candidate.strength) };
  }
  return levels;
}
