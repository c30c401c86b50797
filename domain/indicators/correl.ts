import { bars, type Indicator, type Kernel } from './indicator.ts';
import { RollingMoments } from './streams/moments.ts';
import { Window } from './streams/window.ts';

/** Pearson correlation of close and volume over `period` bars; NaN where one of them does not move. */
export const CORREL: Indicator<'period'> = {
  name: 'CORREL',
  parameters: { period: bars(30, 2) },
  outputs: ['correl'],
  start: ({ period }) => new CorrelKernel(period),
};

class CorrelKernel implements Kernel {
  readonly #closes: Window;
  readonly #volumes: Window;
  readonly #closeMoments: RollingMoments;
  readonly #volumeMoments: RollingMoments;

  constructor(period: number) {
    this.#closes = new Window(period);
    this.#volumes = new Window(period);
    this.#closeMoments = new RollingMoments(period);
    this.#volumeMoments = new RollingMoments(period);
  }

  run(
    { close, volume }: { close: Float64Array; volume: Float64Array },
    from: number,
    to: number,
    out: readonly Float64Array[],
  ): void {
    for (let i = from; i < to; i++) {
      this.#closes.push(close[i]);
      this.#volumes.push(volume[i]);
      this.#closeMoments.next(close[i]);
      this.#volumeMoments.next(volume[i]);
      out[0][i] = this.#covariance() / (this.#closeMoments.deviation * this.#volumeMoments.deviation);
    }
  }

  #covariance(): number {
    const closes = this.#closes.values;
    const volumes = this.#volumes.values;
    let sum = 0;
    for (let k = 0; k < closes.length; k++) {
      sum += (closes[k] - this.#closeMoments.mean) * (volumes[k] - this.#volumeMoments.mean);
    }
    return sum / closes.length;
  }
}
