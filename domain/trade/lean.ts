import type { PublishedForecast } from '../ensemble/published.ts';
import type { Futures } from './futures.ts';

/** Weights of the paths that end above and not above the base price at an exit; their mean over the paths is 1. */
export interface Tilt {
  readonly up: number;
  readonly down: number;
}

const EXTREME = 0.005;

/**
 * By how much the forecast claims "up" to be likelier than it usually is: p_up less the base rate while the evidence for
 * direction stands at that horizon, else 0 (METHODS §6, §7).
 */
export function leanOf(forecast: PublishedForecast | undefined): number {
  if (!forecast?.directionProven) return 0;
  const climatology = forecast.baselines.find(({ name }) => name === 'climatology');
  return forecast.pUp - (climatology?.pUp ?? 0.5);
}

/** Makes "up" at the close of `exitBar` (1 = first) likelier by `lean`; within each side nothing changes. */
export function tiltAt({ close, count, bars }: Futures, exitBar: number, lean: number): Tilt {
  if (lean === 0) return { up: 1, down: 1 };
  let ups = 0;
  for (let at = exitBar - 1; at < close.length; at += bars) if (close[at] > 0) ups++;
  if (ups === 0 || ups === count) return { up: 1, down: 1 };
  const pUp = Math.min(1 - EXTREME, Math.max(EXTREME, ups / count + lean));
  return { up: (pUp * count) / ups, down: ((1 - pUp) * count) / (count - ups) };
}
