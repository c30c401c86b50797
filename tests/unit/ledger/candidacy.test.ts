import { describe, expect, it } from 'vitest';
import { RECIPE, RECIPES } from '../../../domain/ensemble/recipe.ts';
import type { PairedForecast } from '../../../domain/ensemble/promotion.ts';
import { candidateForecast, pairOf } from '../../../domain/ledger/candidate-forecast.ts';
import {
  candidacyEntry,
  candidacyEvent,
  type CandidacyEvent,
  evolveStanding,
  judgeTrial,
  nominationOf,
  NOTHING_TRIED,
  type Trial,
  type TrialPairs,
} from '../../../domain/ledger/candidacy.ts';
import { RULES } from '../../../domain/ledger/rules.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { NORMAL_QUANTILES } from '../ensemble/synthetic.ts';

const BTC = 'BTC/USDT';
const THREE = 'three-carry-1';
const FOUR = 'four-carry-1';
const candidate = RECIPES.find(({ name }) => name === 'three-carry') ?? RECIPE;
const trialOf = (kind: Trial['kind'] = 'candidate'): Trial => ({
  ...(kind === 'candidate' ? { recipe: THREE, beside: FOUR } : { recipe: FOUR, beside: THREE }),
  ...{ since: 0, kind, backtest: null },
});

const normal = (sigma: number) => Float64Array.from(NORMAL_QUANTILES, (z) => sigma * z);

/** Two decisions a day on a driftless market; each side takes σ by so much too wide, give or take its own noise. */
function simulated(count: number, wide: { running: number; candidate: number }, seed: string): PairedForecast[] {
  const rng = Rng.seeded(seed);
  return Array.from({ length: count }, (_, i) => {
    const sigma = 0.01 * Math.exp(0.3 * rng.normal());
    const said = (factor: number) => normal(sigma * factor * Math.exp(0.1 * rng.normal()));
    const [running, tried] = [said(wide.running), said(wide.candidate)];
    const outcome = sigma * rng.normal();
    return pairOf({ issuedAt: i * 12 * HOUR_MS, horizonHours: 4, running, candidate: tried, outcome });
  });
}

/** The same without distributions, for many runs: losses of both sides vary by themselves. */
function onlyDifferent(count: number, seed: string): PairedForecast[] {
  const rng = Rng.seeded(seed);
  return Array.from({ length: count }, (_, i) => {
    const loss = 0.005 * (0.2 + rng.uniform());
    const own = () => loss + 0.0005 * (rng.uniform() - 0.5);
    const issuedAt = i * 12 * HOUR_MS;
    const span = { issuedAt, resolvedAt: issuedAt + 4 * HOUR_MS, horizonHours: 4 };
    return { ...span, running: own(), candidate: own(), bound: 0.0008 };
  });
}

const judge = (pairs: TrialPairs, trial = trialOf()) => judgeTrial(BTC, trial, pairs, Rng.seeded('judge'));
const better = { running: 1.35, candidate: 1 };
const equal = { running: 1, candidate: 1 };
const worse = { running: 1, candidate: 1.9 };

describe('on simulated outcomes', () => {
  it('a candidate that is truly better is promoted after 60 releases, not before, and never without its backtest', () => {
    const backtest = simulated(700, better, 'backtest');
    const shadow = simulated(60, better, 'shadow');
    const { verdict, reasons, decided } = judge({ backtest, shadow });
    expect({ verdict, reasons }).toEqual({ verdict: 'promote', reasons: [] });
    expect(decided).toMatchObject({ event: 'promoted', recipe: THREE, beside: FOUR, rule: 'promotion-1' });
    expect(decided?.horizons).toMatchObject([{ horizonHours: 4, shadowReleases: 60 }]);
    expect(judge({ backtest, shadow: shadow.slice(1) })).toMatchObject({ verdict: 'wait', decided: null });
    const alone = judge({ backtest: null, shadow });
    expect(alone).toMatchObject({ verdict: 'wait', reasons: ['no backtest is recorded yet'], decided: null });
  });

  it('of candidates that are only different at most one in twenty is promoted', () => {
    const runs = Array.from({ length: 60 }, (_, run) => {
      const shadow = onlyDifferent(60, `shadow ${run}`);
      return judge({ backtest: onlyDifferent(700, `backtest ${run}`), shadow }).verdict;
    });
    expect(runs.filter((verdict) => verdict === 'promote').length).toBeLessThanOrEqual(3);
    expect(runs.filter((verdict) => verdict === 'reject').length).toBeGreaterThanOrEqual(57);
  });

  it('one that is proven worse is rejected for good, with a backtest or without', () => {
    const shadow = simulated(60, worse, 'bad');
    expect(judge({ backtest: null, shadow }).decided).toMatchObject({ event: 'rejected', recipe: THREE });
    expect(judge({ backtest: simulated(700, better, 'luck'), shadow }).decided?.reasons.join()).toMatch(/proven worse/);
  });

  it('a promoted one that is proven worse than what it replaced gives its place back, and only then', () => {
    const gone = judge(
      { backtest: null, shadow: simulated(200, { running: 1.9, candidate: 1 }, 'gone') },
      trialOf('predecessor'),
    );
    expect(gone.decided).toMatchObject({ event: 'demoted', recipe: THREE, beside: FOUR, rule: 'demotion-1' });
    expect(gone.reasons[0]).toMatch(/4 h: what was promoted is proven worse than what it replaced/);
    const kept = judge({ backtest: null, shadow: simulated(200, equal, 'kept') }, trialOf('predecessor'));
    expect(kept).toMatchObject({ verdict: 'keep', decided: null });
  });
});

describe('which recipe the next release uses', () => {
  const standing = (...events: CandidacyEvent[]) =>
    events.map((event, at) => ({ event, at })).reduce(evolveStanding, NOTHING_TRIED);
  const nominated = nominationOf(BTC, candidate, FOUR);
  const of = { name: 'recipe', symbol: BTC, recipe: THREE, beside: FOUR, reasons: ['because'], horizons: [] } as const;
  const promoted = { ...of, event: 'promoted', rule: 'promotion-1', shadowSha256: '' } as const;
  const demoted = { ...promoted, event: 'demoted', rule: 'demotion-1' } as const;

  it('is what the installation runs while something is tried, the promoted one afterwards, with its predecessor beside it', () => {
    expect(standing(nominated)).toMatchObject({ inForce: null, trial: { recipe: THREE, kind: 'candidate', since: 0 } });
    expect(standing(nominated, promoted)).toEqual({
      inForce: THREE,
      trial: { recipe: FOUR, beside: THREE, since: 1, kind: 'predecessor', backtest: null },
      rejected: [],
    });
  });

  it('is what was replaced once the promoted one was demoted, which is not tried again', () => {
    const { inForce, trial, rejected } = standing(nominated, promoted, demoted);
    expect({ inForce, trial }).toEqual({ inForce: FOUR, trial: null });
    expect(rejected).toEqual([{ recipe: THREE, at: 2, reasons: ['because'] }]);
  });

  it('keeps a backtest with the recipe it is of', () => {
    const backtest = {
      ...of,
      event: 'backtested',
      from: 0,
      to: 1,
      candlesSha256: '',
      codeVersion: '',
      pairsSha256: '',
    } as const;
    expect(standing(nominated, backtest).trial?.backtest).toEqual(backtest);
    expect(standing(nominated, { ...backtest, recipe: 'other-1' }).trial?.backtest).toBeNull();
  });

  it('is read from entries of kind rule, among which there are others', () => {
    const { kind, key, body } = candidacyEntry(nominated);
    expect({ kind, key }).toEqual({ kind: 'rule', key: 'nominated_BTC-USDT_three-carry-1' });
    expect(candidacyEvent(body)).toEqual(nominated);
    for (const rule of RULES) expect(candidacyEvent(JSON.stringify(rule))).toBeNull();
  });
});

it('what a candidate says of a horizon that has closed is left out', () => {
  const of = {
    releaseId: 'r',
    releaseHash: '',
    symbol: BTC,
    recipe: THREE,
    beside: FOUR,
    learnedSha256: '',
    cutoff: 0,
  };
  const combined = [4, 12].map((horizonHours) => ({ horizonHours, pUp: 0.5, quantiles: [...normal(0.01)] }));
  const at = (hours: number) =>
    candidateForecast({ ...of, basePrice: 27_000 }, combined, hours * HOUR_MS).forecasts.map(
      (each) => each.horizonHours,
    );
  expect([0.5, 4, 11.9, 12].map(at)).toEqual([[4, 12], [12], [12], []]);
});
