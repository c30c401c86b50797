/** Paths and cards: how fast, and how true to touches that happened. */
import { Rng } from '../../domain/numeric/random.ts';
import { samplePaths } from '../../domain/scenarios/paths.ts';
import { recommend } from '../../domain/trade/recommend.ts';
import { DEFAULT_CARD_SETTINGS } from '../../domain/trade/settings.ts';
import { readCandleFile } from '../evaluation/candle-file.ts';
import { type Figure, median } from './figure.ts';
import { CALM, garchHistory } from './paths/driftless-markets.ts';
import { simpleForecasts } from './paths/simple-forecast.ts';
import { momentsBetween, touchCalibration } from './paths/touch-calibration.ts';
import { recordedCandles } from './places.ts';

const BUDGET_MS = { samplePaths: 120, recommend: 150 } as const;

/** Touches need hourly BTC candles that cover 2020–2023. */
export function pathFigures(tell: (line: string) => void): Figure[] {
  const { samplePathsMs, recommendMs } = pathTimings();
  return [
    { name: 'samplePaths', measured: samplePathsMs, unit: 'ms', limit: BUDGET_MS.samplePaths },
    { name: 'recommend', measured: recommendMs, unit: 'ms', limit: BUDGET_MS.recommend },
    ...touchFigures(tell),
  ];
}

function touchFigures(tell: (line: string) => void): Figure[] {
  const file = recordedCandles('BTCUSDT-1h-2017-2023.csv.gz');
  if (!file) {
    tell('touches skipped: no recorded candles (set SHARED_DATA)');
    return [];
  }
  const moments = momentsBetween('2021-01-01T00:00Z', '2023-12-30T00:00Z', 13);
  return touchCalibration(readCandleFile(file, 'BTC/USDT'), moments, 1_000).map((row) => ({
    name: `touch ${row.horizonHours} h ${row.sigmas} σ, forecast − observed`,
    measured: 100 * Math.abs(row.forecast - row.observed),
    unit: '%' as const,
    limit: null,
    note: `observed ${(100 * row.observed).toFixed(1)} % of ${row.decisions}, Brier skill ${(100 * row.brierSkill).toFixed(1)} %`,
  }));
}

/** Median milliseconds of one call each, on the hourly history of two years. */
function pathTimings(rounds = 9): { readonly samplePathsMs: number; readonly recommendMs: number } {
  const history = garchHistory(Rng.seeded('timing'), 17_520);
  const forecasts = simpleForecasts(history, [4, 12, 24]);
  const sampling: number[] = [];
  const recommending: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const paths = samplePaths({ history, published: forecasts, rng: Rng.seeded(round) });
    const sampled = performance.now();
    recommend({
      paths,
      history,
      forecasts,
      settings: DEFAULT_CARD_SETTINGS,
      regime: CALM,
      sourcesDegraded: false,
      fundingRate: null,
      rng: Rng.seeded(round),
    });
    sampling.push(sampled - start);
    recommending.push(performance.now() - sampled);
  }
  return { samplePathsMs: median(sampling), recommendMs: median(recommending) };
}
