/** The competition's measures (Makridakis, Spiliotis & Assimakopoulos 2020, §2.2), each a mean over all series. */
import type { WeeklySeries } from './weekly.ts';

export interface Score {
  /** Percent. */
  readonly smape: number;
  /** In units of the mean absolute step of the series (seasonal period 1). */
  readonly mase: number;
}

/** `forecasts`: one per series, shape (HORIZON). */
export function scoreOf(series: readonly WeeklySeries[], forecasts: readonly Float64Array[]): Score {
  return {
    smape: mean(series.map(({ test }, i) => symmetricPercentError(test, forecasts[i]))),
    mase: mean(series.map(({ train, test }, i) => absoluteError(test, forecasts[i]) / meanStep(train))),
  };
}

/** Overall weighted average: 1 is as good as the reference (the competition takes Naive2). */
export function overallAverage(score: Score, reference: Score): number {
  return (score.smape / reference.smape + score.mase / reference.mase) / 2;
}

/** As the organisers printed it: three decimals, from which they then took the overall average. */
export function printed({ smape, mase }: Score): Score {
  return { smape: Number(smape.toFixed(3)), mase: Number(mase.toFixed(3)) };
}

function symmetricPercentError(actual: Float64Array, forecast: Float64Array): number {
  return mean([...actual].map((y, i) => (200 * Math.abs(y - forecast[i])) / (Math.abs(y) + Math.abs(forecast[i]))));
}

function absoluteError(actual: Float64Array, forecast: Float64Array): number {
  return mean([...actual].map((y, i) => Math.abs(y - forecast[i])));
}

function meanStep(values: Float64Array): number {
  return mean([...values.subarray(1)].map((y, i) => Math.abs(y - values[i])));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
