import { beforeAll, describe, expect, it } from 'vitest';
import { type Candles, DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { earlier, type History, historyAt } from '../../../domain/market/history.ts';
import { weeklyBoundary } from '../../../domain/market/week.ts';
import { detectRegime, estimateRegime, regimeSeries } from '../../../domain/regime/detect.ts';
import type { RegimeParameters } from '../../../domain/regime/parameters.ts';
import { REGIMES, type Regime } from '../../../domain/regime/regime.ts';
import { initialRegimeState } from '../../../domain/regime/state.ts';
import { alteredFrom, simulatedMarket, without } from './simulated-market.ts';

const BARS = 5_000;
/** Up, sideways, down, wild: 250 hours each; at bar 4,600 the price falls by a quarter in five hours, then regains it. */
const market = simulatedMarket(BARS, 'regimes', (i) => {
  if (i >= 4_600 && i < 4_605) return { sigma: 0.02, drift: -0.058 };
  if (i >= 4_605 && i < 4_640) return { sigma: 0.01, drift: 0.007 };
  const phase = Math.floor(i / 250) % 4;
  return { sigma: phase === 3 ? 0.01 : 0.004, drift: [0.002, 0, -0.002, 0][phase] };
});
const END = cutoffOf(market, 4_900);

function cutoffOf(candles: Candles, bar: number): number {
  return candles.openTime[bar - 1] + HOUR_MS;
}

let history: History;
let parameters: RegimeParameters;
beforeAll(() => {
  history = historyAt(market, END);
  parameters = estimateRegime(earlier(history, weeklyBoundary(END)));
});

/** Share of each regime among the bars of planted phases, the first 60 hours of each phase left out. */
function shares(inside: (bar: number) => boolean): Record<Regime, number> {
  const verdicts = regimeSeries(history, parameters).filter((_, i) => inside(i) && i % 250 > 60);
  const share = (regime: Regime) => verdicts.filter((verdict) => verdict.regime === regime).length / verdicts.length;
  return Object.fromEntries(REGIMES.map((regime) => [regime, share(regime)])) as Record<Regime, number>;
}

describe('regimes of a market in which they were planted', () => {
  const phase = (wanted: number) => (bar: number) => bar > 500 && bar < 4_500 && Math.floor(bar / 250) % 4 === wanted;

  it('are found: up, down, sideways and wild', () => {
    expect(shares(phase(0))['trend-up']).toBeGreaterThan(0.6);
    expect(shares(phase(0))['trend-down']).toBeLessThan(0.05);
    expect(shares(phase(2))['trend-down']).toBeGreaterThan(0.6);
    expect(shares(phase(2))['trend-up']).toBeLessThan(0.05);
    expect(shares(phase(1)).range).toBeGreaterThan(0.5);
    expect(shares(phase(3))['high-volatility']).toBeGreaterThan(0.8);
    expect(shares(phase(3)).range).toBe(0);
  });

  it('contain the crash within its hours, then the recovery, then neither', () => {
    const after = regimeSeries(history, parameters, 4_600, 4_640 + 7 * 24).map(({ regime }) => regime);
    expect(after.indexOf('crash')).toBeLessThan(5);
    expect(after.indexOf('recovery')).toBeGreaterThan(after.indexOf('crash'));
    expect(parameters.baseRates.recovery).toBeGreaterThan(0.002);
    expect(after.slice(-24)).not.toContain('crash');
    expect(after.slice(-24)).not.toContain('recovery');
  });

  it('have probabilities that sum to 1, the named one as confidence, and a start that is not in the future', () => {
    const verdicts = regimeSeries(history, parameters, 3_000);
    verdicts.forEach((verdict, i) => {
      const sum = Object.values(verdict.probabilities).reduce((total, x) => total + x, 0);
      expect(sum).toBeCloseTo(1, 12);
      expect(verdict.confidence).toBe(verdict.probabilities[verdict.regime]);
      expect(verdict.since).toBeLessThanOrEqual(cutoffOf(market, 3_001 + i));
      const before = verdicts[i - 1];
      if (before) expect(verdict.since === before.since).toBe(verdict.regime === before.regime);
    });
  });
});

describe('the regime at a cutoff', () => {
  it('is the same in a series, alone, and from a history that starts elsewhere', () => {
    const series = regimeSeries(history, parameters);
    for (const bars of [2_200, 3_023, 3_024, 3_025, 4_603, 4_899]) {
      const alone = detectRegime(earlier(history, cutoffOf(market, bars)), parameters, null);
      expect(JSON.stringify(alone.verdict)).toBe(JSON.stringify(series[bars - 1]));
    }
    const shorter = historyAt(market, END, 3_000);
    expect(JSON.stringify(detectRegime(shorter, parameters, null))).toBe(
      JSON.stringify(detectRegime(history, parameters, null)),
    );
  });

  it('is felt from 90 days before the weekly boundary and no bar earlier', () => {
    const { turbulence } = parameters;
    const never = [1, 0, 0, 0, 1, 0, 0, 0, 1];
    const transition = [never.slice(0, 3), never.slice(3, 6), never.slice(6)];
    const unforgetting = { ...parameters, turbulence: { ...turbulence, spreads: [99, 99, 99], transition } };
    const firstFelt = (weeklyBoundary(END) - 90 * DAY_MS - history.firstOpenTime) / HOUR_MS;
    const turbulenceWithout = (bars: number) => {
      const silent = new Set(Array.from({ length: bars - 100 }, (_, i) => i + 100));
      const sparse = historyAt(without(market, silent), END);
      return detectRegime(sparse, unforgetting, null).state.turbulence;
    };
    const complete = detectRegime(history, unforgetting, null).state.turbulence;
    expect(turbulenceWithout(firstFelt)).toEqual(complete);
    expect(turbulenceWithout(firstFelt + 1)).not.toEqual(complete);
  });

  it('does not change by what came after, neither the verdict nor the parameters', () => {
    const other = historyAt(alteredFrom(market, 4_900), END);
    expect(JSON.stringify(detectRegime(other, parameters, null))).toBe(
      JSON.stringify(detectRegime(history, parameters, null)),
    );
    const boundary = weeklyBoundary(END);
    const bar = (boundary - history.firstOpenTime) / HOUR_MS;
    const learned = estimateRegime(earlier(historyAt(alteredFrom(market, bar), END), boundary));
    expect(JSON.stringify(learned)).toBe(JSON.stringify(parameters));
  });

  it('goes on from a state that was handed in as if it had never stopped', () => {
    const first = detectRegime(earlier(history, END - 30 * HOUR_MS), parameters, null);
    const stored = JSON.parse(JSON.stringify(first.state));
    expect(detectRegime(history, parameters, stored)).toEqual(detectRegime(history, parameters, null));
  });

  it('hangs on the state that was handed in: between 25 and 32 ADX keeps a trend but begins none', () => {
    const between = regimeSeries(history, parameters).findLastIndex(({ regime, evidence: { adx, emaGapAtr } }) => {
      return regime === 'range' && adx !== null && adx > 26 && adx < 31 && emaGapAtr !== null && emaGapAtr > 0.3;
    });
    const cutoff = cutoffOf(market, between + 1);
    const from = (tape: 'rising' | 'drifting') => {
      const state = { ...initialRegimeState(), closeTime: cutoff - HOUR_MS, tape };
      return detectRegime(earlier(history, cutoff), parameters, state).verdict.regime;
    };
    expect([from('rising'), from('drifting')]).toEqual(['trend-up', 'range']);
  });

  it('survives stored parameters', () => {
    const stored = JSON.parse(JSON.stringify(parameters));
    expect(detectRegime(history, stored, null)).toEqual(detectRegime(history, parameters, null));
  });
});

describe('difficult histories', () => {
  it('with missing bars, the last ones included, carry the state on', () => {
    const gaps = new Set([1_000, 1_001, 3_500, ...Array.from({ length: 40 }, (_, i) => 4_000 + i), 4_898, 4_899]);
    const gapped = historyAt(without(market, gaps), END);
    const before = detectRegime(earlier(gapped, END - 2 * HOUR_MS), parameters, null);
    const { verdict } = detectRegime(gapped, estimateRegime(gapped), null);
    expect(verdict.confidence).toBeGreaterThan(0);
    const carried = detectRegime(gapped, parameters, null);
    expect(carried.verdict.regime).toBe(before.verdict.regime);
    expect(carried.verdict.evidence.adx).toBeNull();
  });

  it('that stand still are a range', () => {
    const still = simulatedMarket(3_000, 'still', () => ({ sigma: 0 }));
    const standing = historyAt(still, cutoffOf(still, 3_000));
    const { verdict } = detectRegime(standing, estimateRegime(standing), null);
    expect(verdict.regime).toBe('range');
    expect(verdict.confidence).toBeGreaterThan(0.9);
  });

  it('that are too short or not hourly are refused by name', () => {
    expect(() => estimateRegime(historyAt(market, cutoffOf(market, 700)))).toThrow(
      expect.objectContaining({ code: 'data.too-little-history' }),
    );
    expect(() => detectRegime(earlier(history, history.firstOpenTime), parameters, null)).toThrow(
      expect.objectContaining({ code: 'data.too-little-history' }),
    );
    expect(() => estimateRegime({ ...history, barMs: 300_000 })).toThrow(
      expect.objectContaining({ code: 'data.wrong-bar-length' }),
    );
  });

  it('of one bar have a verdict with what is known, null elsewhere', () => {
    const { verdict } = detectRegime(historyAt(market, cutoffOf(market, 1)), parameters, null);
    expect(verdict).toMatchObject({ regime: 'range', since: cutoffOf(market, 1) });
    expect(verdict.evidence).toMatchObject({ adx: null, atrPercent: null, dropFromDayHighPercent: 0 });
  });
});
