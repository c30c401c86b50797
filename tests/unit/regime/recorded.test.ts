import { describe, expect, it } from 'vitest';
import { type Candles, HOUR_MS } from '../../../domain/market/candles.ts';
import { historyAt } from '../../../domain/market/history.ts';
import { weeklyBoundary } from '../../../domain/market/week.ts';
import { estimateRegime, regimeSeries } from '../../../domain/regime/detect.ts';
import type { Fall } from '../../../domain/regime/fall.ts';
import { nextDays, realisedRegime } from '../../../domain/regime/outcome.ts';
import { REGIMES, type Regime, type RegimeVerdict } from '../../../domain/regime/regime.ts';
import { sharedData } from '../../shared-data.ts';
import { recordedMarket } from './recorded-market.ts';

const file = sharedData('ohlcv/BTCUSDT-1h-2017-2023.csv.gz');
const market = file ? recordedMarket(file, 'BTC/USDT') : null;

/** Verdicts from a moment on, with the parameters of the Monday before it. */
function verdictsFrom(candles: Candles, from: number, hours: number): { verdict: RegimeVerdict; closeTime: number }[] {
  const parameters = estimateRegime(historyAt(candles, weeklyBoundary(from)));
  const history = historyAt(candles, from + hours * HOUR_MS);
  return regimeSeries(history, parameters, history.length - hours).map((verdict, i) => ({
    verdict,
    closeTime: from + (i + 1) * HOUR_MS,
  }));
}

describe.skipIf(!market)('regimes of recorded BTC', () => {
  it.each([
    ['2020-03-12T00:00Z', '2020-03-12T12:00Z'],
    ['2021-05-19T00:00Z', '2021-05-19T13:00Z'],
  ])('call the crash of %s a crash by %s', (from, by) => {
    const verdicts = verdictsFrom(market as Candles, Date.parse(from), 48);
    const first = verdicts.find(({ verdict }) => verdict.regime === 'crash');
    expect(first?.closeTime).toBeLessThanOrEqual(Date.parse(by));
    expect(verdicts[0].verdict.regime).not.toBe('crash');
  });

  it('have probabilities that come true in years they were not counted on', () => {
    const claims = [2020, 2021, 2022, 2023].flatMap((year) => claimsOf(market as Candles, year));
    for (const named of ['range', 'high-volatility', 'trend-up', 'trend-down'] as const) {
      const rows = claims.filter(({ verdict }) => verdict.regime === named);
      const promised = mean(rows.map(({ verdict }) => verdict.confidence));
      const kept = mean(rows.map(({ outcome }) => (outcome === named ? 1 : 0)));
      expect(Math.abs(promised - kept), `${named}: promised ${promised}, kept ${kept}`).toBeLessThan(0.08);
    }
    const brier = (rateOf: (verdict: RegimeVerdict, regime: Regime) => number) =>
      mean(
        claims.flatMap(({ verdict, outcome }) =>
          REGIMES.map((regime) => (rateOf(verdict, regime) - (regime === outcome ? 1 : 0)) ** 2),
        ),
      );
    const rates = (regime: Regime) => mean(claims.map(({ outcome }) => (outcome === regime ? 1 : 0)));
    const hindsight = Object.fromEntries(REGIMES.map((regime) => [regime, rates(regime)])) as Record<Regime, number>;
    const skill =
      1 - brier((verdict, regime) => verdict.probabilities[regime]) / brier((_, regime) => hindsight[regime]);
    expect(skill).toBeGreaterThan(0.02);
  });
});

/** Each verdict of a year with parameters from before it, and what the day after it turned out to be. */
function claimsOf(candles: Candles, year: number): { verdict: RegimeVerdict; outcome: Regime }[] {
  const start = Date.UTC(year, 0, 1);
  const parameters = estimateRegime(historyAt(candles, start));
  const history = historyAt(candles, Date.UTC(year + 1, 0, 1));
  const from = Math.round((start - history.firstOpenTime) / HOUR_MS);
  const days = nextDays(history.close);
  return regimeSeries(history, parameters, from, days.length).flatMap((verdict, i) => {
    const { regime: phase } = verdict;
    const fall: Fall | null =
      phase === 'crash' || phase === 'recovery' ? { phase, peak: NaN, low: NaN, lowTime: NaN } : null;
    const outcome = realisedRegime(days[from + i], fall, parameters.thresholds);
    return outcome === null ? [] : [{ verdict, outcome }];
  });
}

function mean(sample: readonly number[]): number {
  return sample.reduce((sum, x) => sum + x, 0) / sample.length;
}
