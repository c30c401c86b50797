import type { Indicator } from './indicator.ts';
import { AccumulationLine } from './streams/accumulation.ts';

/** Chaikin's accumulation/distribution line, in base units. */
export const AD: Indicator<never> = {
  name: 'AD',
  parameters: {},
  outputs: ['ad'],
  start() {
    const line = new AccumulationLine();
    return {
      run(columns, from, to, out) {
        for (let i = from; i < to; i++) {
          out[0][i] = line.next(columns, i);
        }
      },
    };
  },
};
