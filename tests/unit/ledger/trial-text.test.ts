import { expect, it } from 'vitest';
import { trialFinding } from '../../../apps/operations/trials.ts';
import { RECIPE } from '../../../domain/ensemble/recipe.ts';
import { backtestedBy } from '../../../domain/ledger/backtest.ts';
import { NOTHING_TRIED } from '../../../domain/ledger/candidacy.ts';
import { DAY_MS } from '../../../domain/market/candles.ts';
import { backtestText, recipeText, trialText, type TrialReport } from '../../../domain/ledger/trial-text.ts';

const [recipe, beside, symbol] = ['three-carry-1', 'four-carry-1', 'BTC/USDT'];
const pairs = Array.from({ length: 700 }, (_, i) => ({
  ...{ issuedAt: i * DAY_MS, resolvedAt: (i + 0.5) * DAY_MS, horizonHours: 12 },
  ...{ running: 0.01 + 0.001 * (i % 7), candidate: 0.0099 + 0.001 * (i % 7), bound: 0.002 },
}));
const of = { schema: 1 as const, symbol, recipe, beside, from: 0, to: 1, candlesSha256: '', codeVersion: '1', pairs };
const backtest = backtestedBy(of, 'a'.repeat(64));
const report: TrialReport = {
  ...{ source: 'live', symbol, inForce: null, rejected: [] },
  trial: { recipe, beside, since: Date.UTC(2026, 10, 21), kind: 'candidate', backtest },
  judged: {
    ...{ verdict: 'wait', reasons: ['12 h: 34 of 60 shadow releases are resolved'] },
    horizons: [{ horizonHours: 12, shadowReleases: 34, worse: 1.5, saved: 0.0123 }],
  },
};

it('a person reads what is tried, beside what, how many pairs there are, what they say and what the rule says', () => {
  const [title, , ...rest] = trialText(report).split('\n');
  expect(title).toBe('BTC/USDT, live prices: three-carry-1 is tried beside four-carry-1 since 2026-11-21');
  expect(rest.join('\n')).toMatch(/12 h +34 +1\.230 +1\.50 +0\.769 \(0\.769 … 0\.769\)/);
  expect(rest.at(-1)).toBe('The rule says: wait; 12 h: 34 of 60 shadow releases are resolved');
  expect(backtestText(backtest, { verdict: 'wait', reasons: [] })).toMatch(/12 h +700 +0\.769 \(/);
  expect(recipeText(RECIPE)).toMatch(/^four-carry-1\n {2}carried +analogues, boosted-trees/);
});

it('doctor tells what is tried, what runs since, what was rejected, and a promoted recipe that this code does not have', () => {
  expect(trialFinding({ trials: [] }).state).toBe('absent');
  expect(trialFinding({ trials: [report] })).toMatchObject({
    ...{ state: 'ok', found: 'BTC/USDT (live): three-carry-1 beside four-carry-1: wait' },
  });
  const gone = { ...NOTHING_TRIED, inForce: 'nine-carry-1', source: 'live', symbol, judged: null } as const;
  const { state, found } = trialFinding({ trials: [gone] });
  expect([state, found]).toEqual(['problem', 'BTC/USDT (live): nine-carry-1 runs, which this code does not have']);
  expect(trialText(gone)).toMatch(/this code does not have it/);
  const rejected = [{ recipe, at: 0, reasons: ['proven worse'] }];
  expect(trialText({ ...gone, inForce: null, rejected })).toBe(
    'BTC/USDT, live prices: three-carry-1 was rejected on 1970-01-01: proven worse',
  );
});
