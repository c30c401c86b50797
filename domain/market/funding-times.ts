import { type EpochMs, HOUR_MS } from './candles.ts';

/** Perpetuals settle at 00, 08 and 16 UTC (METHODS §10). */
const FUNDING_MS = 8 * HOUR_MS;

/** The settlements that `settlementsBetween` counts, ascending. */
export function settlementsIn(from: EpochMs, to: EpochMs): EpochMs[] {
  const first = (Math.floor(from / FUNDING_MS) + 1) * FUNDING_MS;
  return Array.from({ length: settlementsBetween(from, to) }, (_, i) => first + i * FUNDING_MS);
}

/** Settlements after `from` and up to `to`, that moment included: who opens at a settlement does not pay it. */
export function settlementsBetween(from: EpochMs, to: EpochMs): number {
  return Math.floor(to / FUNDING_MS) - Math.floor(from / FUNDING_MS);
}
