import { expect, it } from 'vitest';
import { settlementFinding } from '../../../apps/operations/settlement.ts';
import { outcomeText } from '../../../domain/ledger/outcome-text.ts';
import { settledRelease } from '../../fixtures/settled-release.ts';

const NOTHING = { resolved: 0, overdue: [], alarms: [] };

it('doctor names releases that nobody settled, and intervals of live releases that do not hold', () => {
  expect(settlementFinding(NOTHING).state).toBe('absent');
  expect(settlementFinding({ ...NOTHING, resolved: 9 })).toMatchObject({
    ...{ state: 'ok', found: expect.stringMatching(/^9 horizons/) },
  });
  const overdue = Array.from({ length: 7 }, (_, i) => `BTC-USDT_${i}`);
  const { state, found } = settlementFinding({ ...NOTHING, overdue });
  expect(state).toBe('problem');
  expect(found).toContain('BTC-USDT_4 and 2 more');
  const alarms = [{ symbol: 'BTC/USDT', horizonHours: 4, firedAt: 1, coverage80: 0.61 }];
  expect(settlementFinding({ ...NOTHING, alarms }).found).toContain('BTC/USDT 4 h held 61.0%');
});

it('a release shows what became of each horizon, its scenarios and cards', () => {
  const bodies = [4, 24].map((hours) => settledRelease(hours, { directional: true }).body);
  const lines = outcomeText(bodies).split('\n');
  expect(lines[1]).toMatch(/^ {2}4 h .+(inside|OUTSIDE) the 80 % interval; CRPS .+ against climatology$/);
  expect(lines[3]).toMatch(/^ {2}scenario (up|down|neither)/);
  expect(lines[4]).toMatch(/^ {2}card LONG out by (stop|target|time), [+−-]/);
  expect(lines[5]).toMatch(/^ {2}shadow LONG .+; SHORT /);
  const known = { horizonHours: 4, miss: true, cause: 'calibration' as const, tags: ['regime-mismatch' as const] };
  expect(outcomeText(bodies, [known]).split('\n')[1]).toMatch(/; cause: calibration; regime-mismatch$/);
  expect(outcomeText([])).toContain('nothing is settled yet');
  expect(outcomeText([{ ...bodies[0], status: 'void', price: null, logReturn: null, scores: null }])).toContain('void');
});
