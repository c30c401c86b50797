import { describe, expect, it } from 'vitest';
import {
  FEWEST_BACKTEST_DECISIONS,
  FEWEST_SHADOW_RELEASES,
  judgePromotion,
  type PairedForecast,
} from '../../../domain/ensemble/promotion.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { Rng } from '../../../domain/numeric/random.ts';

/** Two decisions a day; the candidate's CRPS is that share of the running one's on average, with noise. */
function pairs(length: number, share: number, horizonHours = 4, seed = 'pairs'): PairedForecast[] {
  const rng = Rng.seeded(`${seed} ${horizonHours}`);
  return Array.from({ length }, (_, i) => {
    const running = 0.01 * (0.5 + rng.uniform());
    const bound = 0.003;
    const noise = 0.0004 * (2 * rng.uniform() - 1);
    const issuedAt = i * 12 * HOUR_MS;
    const candidate = running + Math.max(-bound, Math.min(bound, (share - 1) * 0.01 + noise));
    return { issuedAt, resolvedAt: issuedAt + horizonHours * HOUR_MS, horizonHours, running, candidate, bound };
  });
}

const judged = (backtest: PairedForecast[], shadow: PairedForecast[]) =>
  judgePromotion({ backtest, shadow }, Rng.seeded('judge'));
const won = [...pairs(1_400, 0.98, 4), ...pairs(1_400, 0.999, 24)];
const shadow = [...pairs(60, 1, 4, 'shadow'), ...pairs(60, 1, 24, 'shadow')];

describe('a candidate recipe', () => {
  it('is promoted after a rolling win and sixty shadow releases that did not prove it worse', () => {
    const { verdict, reasons, horizons } = judged(won, shadow);
    expect({ verdict, reasons }).toEqual({ verdict: 'promote', reasons: [] });
    expect(horizons.map(({ horizonHours, shadowReleases }) => [horizonHours, shadowReleases])).toEqual([
      [4, 60],
      [24, 60],
    ]);
    expect(horizons[0].gain.low).toBeGreaterThan(0.015);
    expect(Math.max(...horizons.map(({ worse }) => worse))).toBeLessThan(20);
  });

  it('waits while one horizon has a shadow release less', () => {
    const { verdict, reasons } = judged(won, shadow.slice(0, -1));
    expect({ verdict, reasons }).toEqual({
      verdict: 'wait',
      reasons: [`24 h: ${FEWEST_SHADOW_RELEASES - 1} of ${FEWEST_SHADOW_RELEASES} shadow releases are resolved`],
    });
    expect(judged(won, []).verdict).toBe('wait');
  });

  it.each<[string, PairedForecast[], PairedForecast[], RegExp]>([
    ['that is what runs', pairs(1_400, 1).map((pair) => ({ ...pair, candidate: pair.running })), shadow, /no horizon/],
    ['without a backtest', [], shadow, /no horizon/],
    ['whose win is within chance', pairs(1_400, 1, 4, 'luck'), shadow, /no horizon/],
    [
      'that pays for one horizon with another',
      [...won.slice(0, 1_400), ...pairs(1_400, 1.005, 24)],
      shadow,
      /24 h: in the backtest it costs 0\.\d+ %/,
    ],
    [
      'of too short a backtest',
      pairs(FEWEST_BACKTEST_DECISIONS - 1, 0.98),
      shadow,
      /4 h: the backtest has 669 decisions/,
    ],
    ['that its shadow proves worse', won, pairs(60, 1.3, 4, 'bad'), /4 h: as a shadow it was proven worse/],
  ])('%s is rejected', (_, backtest, released, reason) => {
    const { verdict, reasons } = judged(backtest, released);
    expect(verdict).toBe('reject');
    expect(reasons.join('\n')).toMatch(reason);
  });

  it('is rejected for what speaks against it alone, not for a shadow that is still short', () => {
    const costly = pairs(1_400, 1, 24).map((pair) => ({ ...pair, candidate: pair.running * 1.000_012 }));
    const { verdict, reasons } = judged([...won.slice(0, 1_400), ...costly], shadow.slice(0, -1));
    expect({ verdict, reasons }).toEqual({
      verdict: 'reject',
      reasons: ['24 h: in the backtest it costs 0.0012 % of CRPS'],
    });
  });

  it('stays rejected when good releases follow those that proved it worse', () => {
    const bad = pairs(20, 1.3, 4, 'bad');
    const good = pairs(200, 0.7, 4, 'good')
      .slice(20)
      .map((pair) => ({ ...pair, candidate: pair.running - 0.002 }));
    expect(judged(won, [...bad, ...good]).verdict).toBe('reject');
  });

  it('is judged the same way twice', () => {
    expect(judged(won, shadow)).toEqual(judged(won, shadow));
  });
});
