/** Do the paths touch prices as often as the market did? (METHODS §4) */
import { type Candles, HOUR_MS } from '../../../domain/market/candles.ts';
import { historyAt } from '../../../domain/market/history.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { samplePaths } from '../../../domain/scenarios/paths.ts';
import { sigmaOf } from '../../../domain/scenarios/sigma.ts';
import { touchProbabilities } from '../../../domain/scenarios/touches.ts';
import { brier } from '../../../domain/scoring/brier.ts';
import { simpleForecasts } from './simple-forecast.ts';

const HORIZONS_HOURS = [4, 12, 24];
const SIGMAS = [-1.5, -1, -0.5, 0.5, 1, 1.5];

export interface TouchRow {
  readonly horizonHours: number;
  readonly sigmas: number;
  readonly decisions: number;
  readonly forecast: number;
  readonly observed: number;
  /** Against the observed rate itself, which nobody knew: cautious. */
  readonly brierSkill: number;
}

/** At each moment with a complete day after it: forecast and observed touches of ± 0.5, 1 and 1.5 σ of each horizon. */
export function touchCalibration(
  candles: Candles,
  moments: readonly number[],
  count: number,
  historyBars = 8_760,
): TouchRow[] {
  const cells = HORIZONS_HOURS.flatMap((horizonHours) =>
    SIGMAS.map((sigmas) => ({ horizonHours, sigmas, forecasts: [] as number[], touched: [] as boolean[] })),
  );
  for (const moment of moments) {
    const day = historyAt(candles, moment + 24 * HOUR_MS, 24);
    const history = historyAt(candles, moment, historyBars);
    if (day.length < 24 || day.close.some(Number.isNaN) || !(history.close[history.length - 1] > 0)) continue;
    const published = simpleForecasts(history, HORIZONS_HOURS);
    const paths = samplePaths({ history, published, rng: Rng.seeded(moment), count });
    for (const cell of cells) {
      const forecast = published.find(({ horizonHours }) => horizonHours === cell.horizonHours);
      if (!forecast) continue;
      const price = paths.basePrice * Math.exp(cell.sigmas * sigmaOf(forecast.quantiles));
      cell.forecasts.push(touchProbabilities(paths, [price], [cell.horizonHours])[0].probability);
      cell.touched.push(
        cell.sigmas > 0
          ? day.high.subarray(0, cell.horizonHours).some((high) => high >= price)
          : day.low.subarray(0, cell.horizonHours).some((low) => low <= price),
      );
    }
  }
  return cells.map(({ horizonHours, sigmas, forecasts, touched }) => {
    const mean = (of: (i: number) => number) => forecasts.reduce((sum, _, i) => sum + of(i), 0) / forecasts.length;
    const observed = mean((i) => (touched[i] ? 1 : 0));
    const ours = mean((i) => brier(forecasts[i], touched[i]));
    const constant = mean((i) => brier(observed, touched[i]));
    return {
      horizonHours,
      sigmas,
      decisions: forecasts.length,
      forecast: mean((i) => forecasts[i]),
      observed,
      brierSkill: 1 - ours / constant,
    };
  });
}

/** Every `everyHours` from one moment to another. */
export function momentsBetween(from: string, to: string, everyHours: number): number[] {
  const start = Date.parse(from);
  const steps = Math.floor((Date.parse(to) - start) / (everyHours * HOUR_MS));
  return Array.from({ length: steps }, (_, i) => start + i * everyHours * HOUR_MS);
}
