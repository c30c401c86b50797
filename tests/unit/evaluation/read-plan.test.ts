import { describe, expect, it } from 'vitest';
import { type PlanArguments, readPlan } from '../../../lab/evaluation/read-plan.ts';
import { decisionsOf } from '../../../lab/evaluation/plan.ts';

const GIVEN: PlanArguments = {
  symbol: 'btc/usdt',
  from: '2019-01-01',
  to: '2019-01-03',
  slots: '00:00,12:00',
  zone: 'UTC',
  horizons: '24h,4h',
  every: '1',
  seed: '1',
  threads: '2',
  shares: 'own',
};

describe('what an evaluation is asked', () => {
  it('is a plan: days in UTC, horizons ascending', () => {
    const { plan, threads } = readPlan(GIVEN);
    expect(plan).toMatchObject({ symbol: 'BTC/USDT', from: Date.UTC(2019, 0, 1), horizonsHours: [4, 24] });
    expect(threads).toBe(2);
    expect(decisionsOf(plan)).toHaveLength(4);
    expect(decisionsOf({ ...plan, every: 3 })).toHaveLength(2);
  });

  it('is walked by a recipe: that of releases, or the one whose shares were asked for', () => {
    expect(readPlan(GIVEN).plan.recipe).toBe('four-carry-1');
    expect(readPlan({ ...GIVEN, shares: 'stacked' }).plan.recipe).toBe('four-carry-1-stacked');
    expect(readPlan({ ...GIVEN, shares: 'by-regime' }).plan).toMatchObject({ sharesByRegime: true });
  });

  it('may be minutes, at the moments of triggers, at times, or both', () => {
    const { plan } = readPlan({ ...GIVEN, horizons: '60m,30m', slots: 'triggered,00:00' });
    expect(plan).toMatchObject({ barMs: 300_000, horizonsHours: [0.5, 1], slots: ['triggered', '00:00'] });
    expect(readPlan(GIVEN).plan.barMs).toBe(3_600_000);
    const second = Date.UTC(2019, 0, 2);
    expect(decisionsOf(plan, [plan.from - 300_000, second, second + 300_000, plan.to])).toEqual([
      plan.from,
      second,
      second + 300_000,
    ]);
    expect(decisionsOf({ ...plan, slots: ['triggered'] }, [second])).toEqual([second]);
  });

  it('follows daylight saving in the zone of the slots', () => {
    const { plan } = readPlan({ ...GIVEN, from: '2019-01-01', to: '2020-01-01', zone: 'Asia/Jerusalem' });
    const hours = new Set(decisionsOf(plan).map((at) => new Date(at).getUTCHours()));
    expect([...hours].sort((a, b) => a - b)).toEqual([9, 10, 21, 22]);
  });

  it.each<[keyof PlanArguments, string, string]>([
    ['to', '2019-01-01', 'input.invalid'],
    ['to', '2018-01-01', 'input.invalid'],
    ['from', '2019-02-30', 'input.invalid'],
    ['from', 'yesterday', 'input.invalid'],
    ['shares', 'equal', 'input.invalid'],
    ['symbol', 'BTCUSDT', 'input.unknown-symbol'],
    ['slots', '24:00', 'config.invalid'],
    ['slots', '00:30', 'config.invalid'],
    ['zone', 'Mars/Olympus', 'config.invalid'],
    ['horizons', '0h', 'input.invalid'],
    ['horizons', '25h', 'input.invalid'],
    ['horizons', '4h,4h', 'input.invalid'],
    ['horizons', '30m,4h', 'input.invalid'],
    ['horizons', '45m', 'input.invalid'],
    ['slots', 'triggered', 'input.invalid'],
    ['every', '0', 'input.invalid'],
    ['seed', '-1', 'input.invalid'],
    ['threads', 'many', 'input.invalid'],
  ])('is refused where --%s=%s', (flag, text, code) => {
    expect(() => readPlan({ ...GIVEN, [flag]: text })).toThrow(expect.objectContaining({ code }));
  });
});
