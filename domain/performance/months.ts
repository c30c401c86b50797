import { DAY_MS } from '../market/candles.ts';
import type { EquityPath } from './equity-path.ts';

export interface MonthReturn {
  /** `2021-05`, UTC. */
  readonly month: string;
  readonly return: number;
}

/** Return of each calendar month (UTC) from the close of the one before; a month without a bar has no row. */
export function monthlyReturns({ startQuote, closeTime, equityQuote }: EquityPath): MonthReturn[] {
  const ends = new Map<string, number>();
  closeTime.forEach((time, i) => {
    const endsDay = i + 1 === closeTime.length || dayOf(closeTime[i + 1]) !== dayOf(time);
    if (endsDay) ends.set(new Date(time - 1).toISOString().slice(0, 7), equityQuote[i]);
  });
  let before = startQuote;
  return [...ends].map(([month, equity]) => {
    const change = equity / before - 1;
    before = equity;
    return { month, return: change };
  });
}

/** A bar that closes at midnight belongs to the day that ends there. */
function dayOf(closeTime: number): number {
  return Math.ceil(closeTime / DAY_MS);
}
