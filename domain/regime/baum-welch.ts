import { mean, sampleStandardDeviation } from 'simple-statistics';
import { quantileSorted, sortedFinite } from '../numeric/quantiles.ts';
import { logDensity, STATES, type TurbulenceModel } from './turbulence.ts';

/** Fixed, so that the same history gives the same bytes; 28 more move no mean by over a tenth of its spread (BTC 2020–2023). */
const ITERATIONS = 12;
/** Where the means start: quantiles of the sample. */
const START_QUANTILES = [0.2, 0.55, 0.92];
const START_STAY = 0.97;
/** Beside the sample, as many bars as a sample has speak for states that last a week: without them the chain follows hours. */
const PRIOR_BARS = 20_000;
const PRIOR_LEAVES = 120;
const LEAST_SPREAD = 0.05;

/**
 * Estimates the chain from log ranges (NaN: missing bar) and the UTC hours in which the bars opened; columns of equal
 * length with at least two finite values.
 */
export function estimateTurbulence(logRanges: Float64Array, hours: ArrayLike<number>): TurbulenceModel {
  const hourProfile = profileOf(logRanges, hours);
  const seen = logRanges.map((x, i) => x - hourProfile[hours[i]]);
  let model = startingModel(seen, hourProfile);
  const work = new ForwardBackward(seen);
  for (let i = 0; i < ITERATIONS; i++) model = work.improve(model);
  return model;
}

/** Mean of each hour less the mean of all; 0 for an hour that was never seen. */
function profileOf(logRanges: Float64Array, hours: ArrayLike<number>): number[] {
  const sums = new Float64Array(24);
  const counts = new Float64Array(24);
  logRanges.forEach((x, i) => {
    if (Number.isNaN(x)) return;
    sums[hours[i]] += x;
    counts[hours[i]]++;
  });
  const means = sums.map((sum, hour) => sum / counts[hour]);
  const overall = mean(Array.from(means.filter(Number.isFinite)));
  return Array.from(means, (x) => (Number.isFinite(x) ? x - overall : 0));
}

function startingModel(seen: Float64Array, hourProfile: readonly number[]): TurbulenceModel {
  const sorted = sortedFinite(seen);
  const spread = Math.max(LEAST_SPREAD, sampleStandardDeviation(Array.from(sorted)) * 0.6);
  return {
    means: START_QUANTILES.map((p) => quantileSorted(sorted, p)),
    spreads: START_QUANTILES.map(() => spread),
    transition: START_QUANTILES.map((_, from) =>
      START_QUANTILES.map((__, to) => (from === to ? START_STAY : (1 - START_STAY) / (STATES - 1))),
    ),
    hourProfile,
  };
}

/** Scaled forward–backward recursions (Rabiner 1989) over one sample; the buffers are reused between iterations. */
class ForwardBackward {
  readonly #seen: Float64Array;
  readonly #density: Float64Array;
  readonly #filtered: Float64Array;
  readonly #scale: Float64Array;

  constructor(seen: Float64Array) {
    this.#seen = seen;
    this.#density = new Float64Array(seen.length * STATES);
    this.#filtered = new Float64Array(seen.length * STATES);
    this.#scale = new Float64Array(seen.length);
  }

  improve(model: TurbulenceModel): TurbulenceModel {
    this.#weigh(model);
    this.#forward(model);
    return this.#maximise(model);
  }

  #weigh({ means, spreads }: TurbulenceModel): void {
    const logs = new Float64Array(STATES);
    for (let t = 0; t < this.#seen.length; t++) {
      const x = this.#seen[t];
      for (let k = 0; k < STATES; k++) logs[k] = Number.isNaN(x) ? 0 : logDensity(x, means[k], spreads[k]);
      const highest = Math.max(logs[0], logs[1], logs[2]);
      for (let k = 0; k < STATES; k++) this.#density[t * STATES + k] = Math.exp(logs[k] - highest) + 1e-300;
    }
  }

  #forward({ transition }: TurbulenceModel): void {
    for (let t = 0; t < this.#seen.length; t++) {
      let total = 0;
      for (let to = 0; to < STATES; to++) {
        let predicted = t === 0 ? 1 / STATES : 0;
        for (let from = 0; t > 0 && from < STATES; from++) {
          predicted += this.#filtered[(t - 1) * STATES + from] * transition[from][to];
        }
        const joint = predicted * this.#density[t * STATES + to];
        this.#filtered[t * STATES + to] = joint;
        total += joint;
      }
      for (let k = 0; k < STATES; k++) this.#filtered[t * STATES + k] /= total;
      this.#scale[t] = total;
    }
  }

  #maximise(model: TurbulenceModel): TurbulenceModel {
    const moments = new Moments();
    let ahead = [1, 1, 1];
    for (let t = this.#seen.length - 1; t >= 0; t--) {
      for (let k = 0; k < STATES; k++) moments.add(k, this.#filtered[t * STATES + k] * ahead[k], this.#seen[t]);
      if (t > 0) ahead = this.#backward(model, t, ahead, moments);
    }
    return { ...moments.solve(model), hourProfile: model.hourProfile };
  }

  /** Smoothing weights of bar t − 1 from those of bar t, adding the moves between the two to the moments. */
  #backward({ transition }: TurbulenceModel, t: number, ahead: readonly number[], moments: Moments): number[] {
    const before = [0, 0, 0];
    for (let from = 0; from < STATES; from++) {
      for (let to = 0; to < STATES; to++) {
        const onward = (transition[from][to] * this.#density[t * STATES + to] * ahead[to]) / this.#scale[t];
        before[from] += onward;
        moments.moves[from][to] += this.#filtered[(t - 1) * STATES + from] * onward;
      }
    }
    return before;
  }
}

/** Expected sufficient statistics of one pass. */
class Moments {
  readonly moves = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  readonly #mass = [0, 0, 0];
  readonly #sum = [0, 0, 0];
  readonly #squares = [0, 0, 0];

  add(state: number, weight: number, x: number): void {
    if (Number.isNaN(x)) return;
    this.#mass[state] += weight;
    this.#sum[state] += weight * x;
    this.#squares[state] += weight * x * x;
  }

  /** The next model, states ascending by mean; a state that nothing belongs to stays where it was. */
  solve(previous: TurbulenceModel): Omit<TurbulenceModel, 'hourProfile'> {
    const means = this.#mass.map((mass, k) => (mass > 1 ? this.#sum[k] / mass : previous.means[k]));
    const spreads = this.#mass.map((mass, k) => {
      if (mass <= 1) return previous.spreads[k];
      return Math.max(LEAST_SPREAD, Math.sqrt(Math.max(0, this.#squares[k] / mass - means[k] ** 2)));
    });
    const transition = this.moves.map((row, from) => {
      const prior = row.map((_, to) => (from === to ? PRIOR_BARS - PRIOR_LEAVES : PRIOR_LEAVES / (STATES - 1)));
      const total = row.reduce((sum, x) => sum + x, PRIOR_BARS);
      return row.map((x, to) => (x + prior[to]) / total);
    });
    const order = [0, 1, 2].sort((a, b) => means[a] - means[b]);
    return {
      means: order.map((k) => means[k]),
      spreads: order.map((k) => spreads[k]),
      transition: order.map((from) => order.map((to) => transition[from][to])),
    };
  }
}
