import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { type Fall, nextFall } from '../../../domain/regime/fall.ts';

const CRASH = Math.log(1 / 0.9);

/** Phases hour by hour for closes; the peak is the highest close of the last 24. */
function phases(closes: readonly number[]): string {
  let fall: Fall | null = null;
  return closes
    .map((close, i) => {
      const peak = Math.max(...closes.slice(Math.max(0, i - 23), i + 1).filter((x) => !Number.isNaN(x)));
      fall = nextFall(fall, { closeTime: i * HOUR_MS, close, peak }, CRASH);
      return fall === null ? '-' : fall.phase[0];
    })
    .join('');
}

const hours = (count: number, close: number): number[] => new Array<number>(count).fill(close);

describe('a fall', () => {
  it('is a crash from the hour in which it is deep enough below the high of the day', () => {
    expect(phases([100, 95, 90.1, 89.9, 85])).toBe('---cc');
  });

  it('is none when it is slow', () => {
    expect(phases(Array.from({ length: 200 }, (_, i) => 100 * 0.997 ** i))).not.toContain('c');
  });

  it('recovers when a quarter is regained, crashes again on a fast new low', () => {
    expect(phases([100, 80, 83, 86, 84, 79, 78, 84])).toBe('-ccrrccr');
  });

  it('recovers when no new low came for a day', () => {
    expect(phases([100, 80, ...hours(25, 81)])).toBe(`-c${'c'.repeat(23)}rr`);
  });

  it('is measured from where it began, also when it goes on for longer than a day', () => {
    const slide = [100, 88, ...Array.from({ length: 40 }, (_, i) => 87.7 - i * 0.25)];
    expect(phases([...slide, 82])).toBe(`-${'c'.repeat(42)}`);
    expect(phases([...slide, 85]).at(-1)).toBe('r');
  });

  it('is over when two thirds are regained and the day no longer looks like a crash', () => {
    expect(phases([100, 80, 90, 94])).toBe('-cr-');
    expect(phases([100, 50, 65, 84])).toBe('-crr');
  });

  it('is forgotten a week after its low', () => {
    const after = phases([100, 80, ...hours(200, 85)]).indexOf('-', 1);
    expect(after).toBe(1 + 7 * 24);
  });

  it('ends as a failed recovery when a new low is reached slowly', () => {
    const closes = [100, 80, ...hours(30, 85), ...Array.from({ length: 60 }, (_, i) => 85 - i * 0.1)];
    expect(phases(closes).slice(-1)).toBe('-');
  });

  it('goes on over a missing bar', () => {
    expect(phases([100, 80, Number.NaN, 79])).toBe('-ccc');
  });
});
