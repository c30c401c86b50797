import { Noise } from './noise.ts';

/** Hours since 1970 of the first bar of the simulated market: 2017-01-01T00:00Z. */
export const FIRST_HOUR = Date.UTC(2017, 0, 1) / 3_600_000;
export const FIRST_MS = FIRST_HOUR * 3_600_000;

/** A column that grows hour by hour from FIRST_HOUR. */
export class Column {
  #values = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  get(index: number): number {
    return this.#values[index];
  }
}

/** A log-volatility component: AR(1) with a memory in hours and a stationary deviation. */
interface Component {
  readonly memoryHours: number;
  readonly deviation: number;
}

const SLOW: Component = { memoryHours: 480, deviation: 0.35 };
const FAST: Component = { memoryHours: 12, deviation: 0.3 };
/** How much a large shock raises the volatility of the hours after it. */
const SHOCK_FEEDBACK = 0.12;
const SHOCK_DF = 5;
/** Mean of |t| with five degrees of freedom at unit variance. */
const MEAN_ABSOLUTE_SHOCK = 0.735;

/** Activity by UTC hour, as in the recorded data: quiet around 04:00, busiest at the American open. */
const HOUR_PROFILE = Float64Array.from(
  { length: 24 },
  (_, hour) => 1 + 0.32 * Math.cos((2 * Math.PI * (hour - 15.5)) / 24),
);
const WEEKEND_FACTOR = 0.75;

export function activity(hour: number): number {
  const weekday = (Math.floor(hour / 24) + 4) % 7;
  return HOUR_PROFILE[hour % 24] * (weekday === 0 || weekday === 6 ? WEEKEND_FACTOR : 1);
}

/**
 * Shocks with stochastic volatility, hour by hour: two log-volatility components (Chernov, Gallant, Ghysels & Tauchen
 * 2003, "Alternative models for stock price dynamics"), Student-t shocks that feed back, the profile of the day.
 * Grown forward from FIRST_HOUR, hence the same whatever was asked before.
 */
export class Factor {
  readonly #noise: Noise;
  readonly #volatility: number;
  readonly #returns = new Column();
  readonly #sigmas = new Column();
  #slow = 0;
  #fast = 0;

  constructor(seed: string, name: string, hourlyVolatility: number) {
    this.#noise = Noise.of(seed, name);
    this.#volatility = hourlyVolatility;
  }

  /** Log-return of the hour and the volatility it was drawn with; `index` counts from FIRST_HOUR. */
  hour(index: number): { readonly logReturn: number; readonly sigma: number } {
    while (this.#returns.length <= index) this.#grow();
    return { logReturn: this.#returns.get(index), sigma: this.#sigmas.get(index) };
  }

  #grow(): void {
    const hour = FIRST_HOUR + this.#returns.length;
    const noise = this.#noise.at(hour);
    const level = this.#slow + this.#fast - SLOW.deviation ** 2 - FAST.deviation ** 2;
    const sigma = this.#volatility * Math.exp(level) * activity(hour);
    const shock = noise.studentT(SHOCK_DF);
    this.#returns.push(sigma * shock);
    this.#sigmas.push(sigma);
    this.#slow = step(this.#slow, SLOW, noise.normal());
    this.#fast = step(this.#fast, FAST, noise.normal()) + SHOCK_FEEDBACK * (Math.abs(shock) - MEAN_ABSOLUTE_SHOCK);
  }
}

function step(level: number, { memoryHours, deviation }: Component, normal: number): number {
  const kept = Math.exp(-1 / memoryHours);
  return kept * level + deviation * Math.sqrt(1 - kept * kept) * normal;
}
