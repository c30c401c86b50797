import { type History, logReturns } from '../market/history.ts';
import { type HourFactors, hourOfWeek } from './hour-of-week.ts';

/** 0.001 %: a market that stands still is called that calm, so that its variance is a number above 0. */
export const LEAST_MOVE = 1e-5;

/**
 * Hourly log-returns freed of the hour of the week, in units of √`unit`; NaN where one is missing, never 0. Shape
 * (length).
 */
export function calmedReturns(history: History, factors: HourFactors, unit: number): Float64Array {
  const moves = logReturns(history, 1);
  const scales = factors.map((factor) => 1 / Math.sqrt(unit * factor));
  for (let bar = 0; bar < moves.length; bar++) {
    const move = Math.abs(moves[bar]) < LEAST_MOVE ? LEAST_MOVE : moves[bar];
    moves[bar] = move * scales[hourOfWeek(history, bar)];
  }
  return moves;
}

/** Mean square of those that are there: the unit in which their own mean square is 1. */
export function usualSquare(history: History, factors: HourFactors): number {
  const present = calmedReturns(history, factors, 1).filter(Number.isFinite);
  return present.reduce((sum, move) => sum + move * move, 0) / present.length;
}
