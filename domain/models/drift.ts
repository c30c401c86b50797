import type { History } from '../market/history.ts';
import { moved, perHorizon, tooThin } from './answer.ts';
import type { Model, NotEnough } from './model.ts';
import { symmetricQuantiles } from './random-walk.ts';
import { FEWEST_BARS, returnsEndingWithin, WEEK_BARS, YEAR_BARS } from './returns.ts';

interface Drift {
  /** Mean log-return of an hour. */
  readonly perBar: number;
}

/**
 * Random walk with drift (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, §5.2) on the log-price: it
 * goes on as it went over the past year on average, with errors that are as likely up as down.
 */
export const drift: Model<Drift> = {
  name: 'drift',
  version: '1',
  role: 'reserve',
  minBars: FEWEST_BARS,
  maxBars: YEAR_BARS + WEEK_BARS,
  estimate: (history) => driftOf(history),
  forecast: (history, { perBar }, horizonsBars) =>
    perHorizon(horizonsBars, (horizonBars) => {
      const errors = returnsEndingWithin(history, horizonBars, YEAR_BARS);
      for (let i = 0; i < errors.length; i++) errors[i] -= horizonBars * perBar;
      const thin = tooThin(errors, `${horizonBars}-bar returns`);
      return thin ?? moved(symmetricQuantiles(errors), horizonBars * perBar, 1);
    }),
};

function driftOf(history: History): Drift | NotEnough {
  const hourly = returnsEndingWithin(history, 1, YEAR_BARS);
  const thin = tooThin(hourly, 'hourly returns');
  return thin ?? { perBar: hourly.reduce((sum, move) => sum + move, 0) / hourly.length };
}
