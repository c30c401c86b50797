import { type Bars, bars, type Indicator, type Kernel } from './indicator.ts';
import { AccumulationLine } from './streams/accumulation.ts';

/** Chaikin oscillator: fast less slow exponential average of the accumulation line, both started at its first value. */
export const ADOSC: Indicator<'fast' | 'slow'> = {
  name: 'ADOSC',
  parameters: { fast: bars(3, 2), slow: bars(10, 2) },
  outputs: ['adosc'],
  start: ({ fast, slow }) => new AdoscKernel(fast, slow),
};

class AdoscKernel implements Kernel {
  readonly #line = new AccumulationLine();
  readonly #fastWeight: number;
  readonly #slowWeight: number;
  readonly #warmUpBars: number;
  #fast = 0;
  #slow = 0;
  #count = 0;

  constructor(fast: number, slow: number) {
    this.#fastWeight = 2 / (fast + 1);
    this.#slowWeight = 2 / (slow + 1);
    this.#warmUpBars = Math.max(fast, slow);
  }

  run(columns: Bars, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      const line = this.#line.next(columns, i);
      if (this.#count === 0) this.#fast = this.#slow = line;
      if (this.#count < this.#warmUpBars) this.#count++;
      this.#fast += (line - this.#fast) * this.#fastWeight;
      this.#slow += (line - this.#slow) * this.#slowWeight;
      out[0][i] = this.#count === this.#warmUpBars ? this.#fast - this.#slow : Number.NaN;
    }
  }
}
