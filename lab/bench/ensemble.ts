/** What learning and combining cost: ten members, 26 weeks × 14 decisions, three horizons. */
import { presentMoves } from '../../domain/calibration/past-moves.ts';
import { LEARNING_BARS, learningDecisions } from '../../domain/ensemble/boundary.ts';
import { combine } from '../../domain/ensemble/combine.ts';
import { learn } from '../../domain/ensemble/learn.ts';
import type { WalkedMember } from '../../domain/ensemble/learned-state.ts';
import { RECIPE } from '../../domain/ensemble/recipe.ts';
import { HOUR_MS } from '../../domain/market/candles.ts';
import { type History, historyAt } from '../../domain/market/history.ts';
import { gridQuantiles } from '../../domain/numeric/quantiles.ts';
import { Rng } from '../../domain/numeric/random.ts';
import type { Figure } from './figure.ts';

const BUDGET_MS = { learn: 150, combine: 10 } as const;
const HORIZONS_BARS = [4, 12, 24];
const HOURLY_SIGMA = 0.005;
const MONDAY = Date.UTC(2023, 5, 5);

/** Best of several runs: what else the machine does is not ours. */
export function ensembleFigures(): Figure[] {
  const rng = Rng.seeded('bench');
  const shape = gridQuantiles(Float64Array.from({ length: 2_000 }, () => rng.normal()).sort());
  const history = walk(rng);
  const members = Array.from({ length: 10 }, (_, i) => member(`member-${i}`, shape, rng));
  const { horizons } = learn({ history, horizonsBars: HORIZONS_BARS, members, recipe: RECIPE });
  const answers = members.map(({ model, forecasts }) => ({
    model,
    version: '1',
    quantiles: forecasts[0].quantiles,
    droppedReason: null,
  }));
  const baselines = [{ name: 'climatology', quantiles: shape.map((z) => 0.01 * z), pUp: 0.51 }];
  const moves = presentMoves(history);
  const took = {
    learn: bestMs(15, () => learn({ history, horizonsBars: HORIZONS_BARS, members, recipe: RECIPE })),
    combine: bestMs(200, () =>
      combine({
        ...{ cutoff: MONDAY, horizonHours: 4, members: answers, baselines, learned: horizons[0], moves },
        recipe: RECIPE,
      }),
    ),
  };
  return [
    { name: 'learn, all horizons', measured: took.learn, unit: 'ms', limit: BUDGET_MS.learn },
    { name: 'combine, one horizon', measured: took.combine, unit: 'ms', limit: BUDGET_MS.combine },
  ];
}

function walk(rng: Rng): History {
  let price = 20_000;
  const close = Float64Array.from({ length: LEARNING_BARS }, () => {
    price *= Math.exp(HOURLY_SIGMA * rng.normal());
    return price;
  });
  const openTime = close.map((_, i) => MONDAY - (LEARNING_BARS - i) * HOUR_MS);
  const columns = { openTime, open: close, high: close, low: close, close, volume: new Float64Array(LEARNING_BARS) };
  return historyAt({ symbol: 'BTC/USDT', barMs: HOUR_MS, ...columns }, MONDAY);
}

function member(model: string, shape: Float64Array, rng: Rng): WalkedMember {
  const forecasts = learningDecisions(MONDAY, 26).flatMap((decision) =>
    HORIZONS_BARS.map((horizonBars) => {
      const sigma = HOURLY_SIGMA * Math.sqrt(horizonBars) * Math.exp(0.3 * rng.normal());
      return { decision, horizonBars, quantiles: Float32Array.from(shape, (z) => sigma * z) };
    }),
  );
  return { model, forecasts };
}

function bestMs(times: number, work: () => unknown): number {
  const took = Array.from({ length: times }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
  return Math.min(...took);
}
