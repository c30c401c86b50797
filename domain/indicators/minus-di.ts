import { bars, type Indicator } from './indicator.ts';
import { DirectionalMovement } from './streams/directional-movement.ts';

/** Minus directional indicator (Wilder 1978), 0 … 100. */
export const MINUS_DI: Indicator<'period'> = {
  name: 'MINUS_DI',
  parameters: { period: bars(14) },
  outputs: ['minusDi'],
  start({ period }) {
    const movement = new DirectionalMovement(period);
    return {
      run(columns, from, to, out) {
        for (let i = from; i < to; i++) {
          movement.next(columns, i);
          out[0][i] = movement.minus;
        }
      },
    };
  },
};
