import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANGE_PARTS, changeOf, type Stage } from '../../../domain/ensemble/what-changed.ts';
import { levelIndex } from '../../../domain/numeric/levels.ts';
import { NORMAL_QUANTILES } from './synthetic.ts';

const stage = fc
  .record({ scale: fc.double({ min: 0.01, max: 2, noNaN: true }), pUp: fc.double({ min: 0.3, max: 0.7, noNaN: true }) })
  .map(({ scale, pUp }): Stage => ({ quantiles: NORMAL_QUANTILES.map((z) => scale * z), pUp }));
const width = ({ quantiles }: Stage) => Math.log(quantiles[levelIndex(0.9)] - quantiles[levelIndex(0.1)]);
const sum = (parts: readonly { difference: number }[]) =>
  parts.reduce((total, { difference }) => total + difference, 0);

describe('what changed', () => {
  it('has parts that sum to the change of what was published, whatever lies between', () => {
    fc.assert(
      fc.property(stage, stage, stage, stage, stage, stage, (then, now, thenByToday, calendar, prices, members) => {
        const change = changeOf({ then, now, thenByToday, calendar, prices, members });
        expect(change.direction.map(({ part }) => part)).toEqual([...CHANGE_PARTS]);
        expect(Math.abs(sum(change.direction) - (now.pUp - then.pUp))).toBeLessThan(1e-12);
        expect(Math.abs(sum(change.width) - (width(now) - width(then)))).toBeLessThan(1e-12);
      }),
    );
  });

  it('blames what differs alone', () => {
    const narrow: Stage = { quantiles: NORMAL_QUANTILES, pUp: 0.5 };
    const wide: Stage = { quantiles: NORMAL_QUANTILES.map((z) => 1.5 * z), pUp: 0.52 };
    const { direction, width: wider } = changeOf({
      ...{ then: narrow, thenByToday: narrow, calendar: narrow },
      ...{ prices: wide, members: wide, now: wide },
    });
    expect(direction.filter(({ difference }) => difference !== 0).map(({ part }) => part)).toEqual(['prices']);
    expect(wider.find(({ part }) => part === 'prices')?.difference).toBeCloseTo(Math.log(1.5), 12);
  });
});
