import { type Bars, bars, type Indicator, type Kernel } from './indicator.ts';
import { DirectionalMovement } from './streams/directional-movement.ts';
import { WilderAverage } from './streams/smoothing.ts';

/** Average directional index (Wilder 1978), 0 … 100. A bar without direction at all leaves the average as it was. */
export const ADX: Indicator<'period'> = {
  name: 'ADX',
  parameters: { period: bars(14, 2) },
  outputs: ['adx'],
  start: ({ period }) => new AdxKernel(period),
};

class AdxKernel implements Kernel {
  readonly #movement: DirectionalMovement;
  readonly #average: WilderAverage;
  #value = Number.NaN;

  constructor(period: number) {
    this.#movement = new DirectionalMovement(period);
    this.#average = new WilderAverage(period);
  }

  run(columns: Bars, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      const movement = this.#movement;
      movement.next(columns, i);
      const sum = movement.plus + movement.minus;
      if (sum > 0) this.#value = this.#average.next((100 * Math.abs(movement.plus - movement.minus)) / sum);
      out[0][i] = this.#value;
    }
  }
}
