import { Decimal } from 'decimal.js';
import type { History } from '../market/history.ts';

const LOOK_BACK_BARS = 48;
const MOST_DIGITS = 8;

/** Decimals that prices of this market have, from its last closes; at most eight significant digits. */
export function priceDecimals({ close, length }: History): number {
  const last = new Decimal(close[length - 1]);
  const most = Math.max(0, MOST_DIGITS - 1 - last.e);
  const recent = Array.from(close.subarray(Math.max(0, length - LOOK_BACK_BARS))).filter(Number.isFinite);
  return Math.min(most, Math.max(...recent.map((price) => new Decimal(price).decimalPlaces())));
}
