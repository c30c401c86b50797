import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTape, type Tape } from '../../../domain/regime/tape.ts';

const TAPES: readonly Tape[] = ['rising', 'falling', 'drifting', 'flat'];

describe('the tape', () => {
  it.each<[Tape, number, number, Tape]>([
    // a trend begins above 32, with the sign of the gap
    ['drifting', 32, 1, 'drifting'],
    ['drifting', 32.1, 1, 'rising'],
    ['drifting', 32.1, -1, 'falling'],
    ['flat', 40, 1, 'rising'],
    ['drifting', 40, 0, 'drifting'],
    // it is kept down to 25 and ends below
    ['rising', 31, 1, 'rising'],
    ['rising', 25, 1, 'rising'],
    ['rising', 24.9, 1, 'drifting'],
    ['falling', 24.9, -1, 'drifting'],
    ['rising', 17, 1, 'flat'],
    // it turns only when the averages stand a quarter ATR the other way
    ['rising', 40, -0.25, 'rising'],
    ['rising', 40, -0.26, 'falling'],
    ['falling', 28, 0.2, 'falling'],
    ['falling', 28, 0.3, 'rising'],
    // flat begins below 18 and is left at 25
    ['drifting', 18, 1, 'drifting'],
    ['drifting', 17.9, 1, 'flat'],
    ['flat', 24.9, 1, 'flat'],
    ['flat', 25, 1, 'drifting'],
  ])('%s, ADX %d, gap %d ATR: %s', (tape, adx, gap, next) => {
    expect(nextTape(tape, adx, gap)).toBe(next);
  });

  it('stays where nothing is known', () => {
    for (const tape of TAPES) {
      expect(nextTape(tape, Number.NaN, 1)).toBe(tape);
      expect(nextTape(tape, 50, Number.NaN)).toBe(tape);
    }
  });

  it('does not change when the same bar is seen again', () => {
    const adx = fc.double({ min: 0, max: 100, noNaN: true });
    const gap = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...TAPES), adx, gap, (tape, strength, distance) => {
        const next = nextTape(tape, strength, distance);
        expect(nextTape(next, strength, distance)).toBe(next);
      }),
    );
  });
});
