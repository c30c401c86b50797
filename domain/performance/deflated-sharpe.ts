import { errorFunction, probit, sampleKurtosis, sampleSkewness } from 'simple-statistics';
import { DAYS_OF_YEAR, sharpeOf } from './path-figures.ts';

const EULER = 0.5772156649015329;

export interface DeflatedSharpe {
  /** How many variants were tried before this one. */
  readonly tried: number;
  /** Annual Sharpe ratio that the best of so many variants without any skill is expected to show. */
  readonly expectedBest: number;
  /** Probability that the true ratio is above it. */
  readonly probability: number;
}

/**
 * Deflated Sharpe ratio (Bailey & López de Prado 2014): Φ((SR − SR₀)·√(T−1) / √(1 − γ₃·SR + (γ₄−1)/4·SR²)), SR per day,
 * SR₀ = √V·((1−γ)·Φ⁻¹(1 − 1/N) + γ·Φ⁻¹(1 − 1/(N·e))). The ratios of the other variants are not kept, so V is that of a ratio
 * without skill, 1/(T−1). With one variant SR₀ = 0: the probabilistic Sharpe ratio. `daily`: at least four returns.
 */
export function deflatedSharpe(daily: Float64Array, tried: number): DeflatedSharpe {
  const days = daily.length;
  const values = daily as unknown as number[];
  const ratio = sharpeOf(daily) / Math.sqrt(DAYS_OF_YEAR);
  const best =
    tried <= 1
      ? 0
      : ((1 - EULER) * normalQuantile(1 - 1 / tried) + EULER * normalQuantile(1 - 1 / (tried * Math.E))) /
        Math.sqrt(days - 1);
  const kurtosis = sampleKurtosis(values) + 3;
  const spread = Math.sqrt(1 - sampleSkewness(values) * ratio + ((kurtosis - 1) / 4) * ratio * ratio);
  return {
    tried,
    expectedBest: best * Math.sqrt(DAYS_OF_YEAR),
    probability: normalCdf(((ratio - best) * Math.sqrt(days - 1)) / spread),
  };
}

function normalCdf(x: number): number {
  return (1 + errorFunction(x / Math.SQRT2)) / 2;
}

/** The package's own inverse is good to two digits: two steps of Newton's method make it as good as its error function. */
function normalQuantile(p: number): number {
  let x = probit(p);
  for (let step = 0; step < 2; step++) {
    x -= ((normalCdf(x) - p) * Math.sqrt(2 * Math.PI)) / Math.exp((-x * x) / 2);
  }
  return x;
}
