import { AlmanacError } from '../errors.ts';
import type { Strategy } from './strategy.ts';

const TARGET_VOLATILITY = 0.3;
const DAYS_OF_YEAR = 365;
const LEAST_MOVE = 0.1;

/**
 * What the forecast is good at (METHODS §6): exposure = min(1, 30 % / annualised forecast σ24), long-only, set anew at the
 * forecasts' slots when it is to move by 0.1 or more. It claims steadier risk, never return.
 */
export const volTarget: Strategy = {
  name: 'vol-target',
  about: 'exposure in inverse proportion to the forecast volatility: steadier risk, no claim of return',
  needsForecasts: true,
  start({ forecasts, stopDistance, targetDistance }) {
    if (forecasts.length === 0) throw withoutForecasts();
    if (stopDistance !== null || targetDistance !== null) throw withExits();
    let next = 0;
    let standing = 0;
    return ({ closeTime }) => {
      while (next < forecasts.length && forecasts[next].issuedAt < closeTime) next++;
      if (next === forecasts.length || forecasts[next].issuedAt > closeTime) return null;
      const wanted = exposureFor(forecasts[next].sigma24);
      if (!isMove(standing, wanted)) return null;
      standing = wanted;
      return { exposure: wanted, stopDistance: null, targetDistance: null };
    };
  },
};

/** Whether a change of exposure is worth its costs. */
export function isMove(standing: number, wanted: number): boolean {
  return Math.abs(wanted - standing) >= LEAST_MOVE;
}

/** @example exposureFor(0.03) // 0.3 / (0.03 · √365) = 0.523 */
export function exposureFor(sigma24: number): number {
  return Math.min(1, TARGET_VOLATILITY / (sigma24 * Math.sqrt(DAYS_OF_YEAR)));
}

function withoutForecasts(): AlmanacError {
  return new AlmanacError(
    'input.invalid',
    'vol-target needs forecasts: add --forecasts=FILE with the forecasts.csv that `npm run evaluate` wrote for these candles.',
  );
}

function withExits(): AlmanacError {
  return new AlmanacError(
    'input.invalid',
    'vol-target changes its exposure instead of stopping out; leave out --stop-loss and --take-profit.',
  );
}
