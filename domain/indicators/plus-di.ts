import { bars, type Indicator } from './indicator.ts';
import { DirectionalMovement } from './streams/directional-movement.ts';

/** Plus directional indicator (Wilder 1978), 0 … 100. */
export const PLUS_DI: Indicator<'period'> = {
  name: 'PLUS_DI',
  parameters: { period: bars(14) },
  outputs: ['plusDi'],
  start({ period }) {
    const movement = new DirectionalMovement(period);
    return {
      run(columns, from, to, out) {
        for (let i = from; i < to; i++) {
          movement.next(columns, i);
          out[0][i] = movement.plus;
        }
      },
    };
  },
};
