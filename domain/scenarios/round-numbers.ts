import type { LevelCandidate } from './level-candidate.ts';

/** Orders cluster at round prices (Osler 2003, currencies); weaker than a price where the market did turn. */
const STRENGTH = { tens: 0.25, fives: 0.15 };
const REACH_SIGMAS = 3;

/**
 * Multiples of the power of ten that is nearest to one σ (log scale) around the price, and the halves between them
 * with less strength. @example at 27,012 with σ 2.5 % (675): 26,000, 26,500, 27,000 …
 */
export function roundNumberCandidates(basePrice: number, sigma24: number): LevelCandidate[] {
  const step = 10 ** Math.round(Math.log10(basePrice * sigma24));
  const lowest = Math.ceil((2 * basePrice * Math.exp(-REACH_SIGMAS * sigma24)) / step);
  const highest = Math.floor((2 * basePrice * Math.exp(REACH_SIGMAS * sigma24)) / step);
  const halves = Array.from({ length: Math.max(0, highest - lowest + 1) }, (_, i) => lowest + i);
  return halves
    .filter((half) => half > 0)
    .map((half) => ({
      price: Number(((half * step) / 2).toPrecision(12)),
      strength: half % 2 === 0 ? STRENGTH.tens : STRENGTH.fives,
      origin: 'round-number',
    }));
}
