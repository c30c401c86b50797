import { describe, expect, it } from 'vitest';
import { firstTouch } from '../../../domain/scenarios/first-touch.ts';

const bars = (rows: readonly (readonly [number, number, number])[]) => ({
  open: Float64Array.from(rows, ([open]) => open),
  high: Float64Array.from(rows, ([, high]) => high),
  low: Float64Array.from(rows, ([, , low]) => low),
});

describe('firstTouch', () => {
  it('finds the first bar that reaches a barrier, the barrier itself included', () => {
    const path = bars([
      [0, 0.5, -0.5],
      [0, 1, -0.9],
      [0, 0, -1],
    ]);
    expect(firstTouch(path, 0, 3, 1, -1)).toEqual({ at: 1, nearer: 'upper', both: false });
    expect(firstTouch(path, 2, 3, 1, -1)).toEqual({ at: 2, nearer: 'lower', both: false });
  });

  it('takes the barrier nearer the open when one bar reaches both, and says so', () => {
    expect(firstTouch(bars([[0.2, 2, -2]]), 0, 1, 1, -1)).toEqual({ at: 0, nearer: 'upper', both: true });
    expect(firstTouch(bars([[-0.2, 2, -2]]), 0, 1, 1, -1)).toEqual({ at: 0, nearer: 'lower', both: true });
  });

  it('answers null when neither is reached', () => {
    expect(firstTouch(bars([[0, 0.99, -0.99]]), 0, 1, 1, -1)).toBeNull();
  });
});
