import type { EpochMs } from '../market/candles.ts';
import type { History } from '../market/history.ts';

/**
 * What happened (METHODS §1): ln(C(T+h)/C(T)) on the closes of the primary venue, T = `decision`, h = `horizonBars`.
 * NaN when either bar is missing or not part of the history: the row is *void*, counted, never filled.
 */
export function outcome(history: History, decision: EpochMs, horizonBars: number): number {
  const base = closeAt(history, decision);
  const later = closeAt(history, decision + horizonBars * history.barMs);
  return Math.log(later / base);
}

/** Up means strictly above; a tie is not up (METHODS §1). */
export function isUp(logReturn: number): boolean {
  return logReturn > 0;
}

function closeAt(history: History, closeTime: EpochMs): number {
  const bar = (closeTime - history.firstOpenTime) / history.barMs - 1;
  return history.close[bar] ?? Number.NaN;
}
