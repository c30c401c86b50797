/** A card where nothing can be earned is a mistake: at most one in a hundred (METHODS §6). */
import type { Figure } from './figure.ts';
import { driftlessMarkets } from './paths/driftless-markets.ts';

const MARKETS = 1_000;
const PATHS = 10_000;
const LIMIT_PERCENT = 1;

export function driftlessFigures(): Figure[] {
  const { slots, cards, directional, bestExpectedValue } = driftlessMarkets(MARKETS, PATHS);
  return [
    {
      name: `cards on ${MARKETS} markets without drift`,
      measured: (100 * cards) / slots,
      unit: '%',
      limit: LIMIT_PERCENT,
      note: `direction claimed on ${directional}, best expected value ${(1e4 * bestExpectedValue).toFixed(1)} bp`,
    },
  ];
}
