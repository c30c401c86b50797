import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReleaseDocument } from '../../../domain/ledger/document.ts';
import { explain } from '../../../domain/narrative/explain.ts';
import { factSheet } from '../../../domain/narrative/fact-sheet.ts';
import { type PublishedFixture, publishedReleases } from '../../fixtures/release-choices.ts';
import type { FixtureChoice } from '../../fixtures/fixture-choice.ts';
import { btcRelease, simulatedRelease } from '../../fixtures/release-document.ts';

const BASE_PRICE = 27_012.34;
const told = (release: ReleaseDocument) =>
  explain(factSheet({ ...release, basePrice: release.basePrice ?? BASE_PRICE }));
const btc = (choice: FixtureChoice = {}) => told(btcRelease(choice));
const withForecasts = (change: (forecast: PublishedFixture['forecasts'][number]) => object) => {
  const release = btcRelease();
  return told({ ...release, forecasts: release.forecasts.map((forecast) => ({ ...forecast, ...change(forecast) })) });
};

describe('an explanation', () => {
  it('leads with the 80 % range of the longest horizon', () => {
    const [low, high] = btcRelease().forecasts[2].intervals['80'].map((price) =>
      Math.round(price).toLocaleString('en-US'),
    );
    expect(btc().headline).toBe(
      `BTC/USDT, next 24 h: ${low} to ${high} with 80% probability; direction is a coin flip`,
    );
    expect(btc().summary.indexOf(low)).toBeLessThan(btc().summary.indexOf('coin flip'));
  });

  it('says coin flip exactly when no direction is claimed', () => {
    fc.assert(
      fc.property(publishedReleases, (release) => {
        const { headline, summary } = told(release);
        const flips = !release.forecasts[2].directional;
        expect([headline.includes('coin flip'), summary.includes('coin flip')]).toEqual([flips, flips]);
      }),
      { numRuns: 60 },
    );
  });

  it('names the baseline it is measured against', () => expect(btc().summary).toContain('climatology'));

  it('tells skill and coverage with their count', () => {
    expect(btc().summary).toMatch(/n = 1,460\) such forecasts scored 2\.7% better than climatology.*held 80\.3%/);
  });

  it('calls negative skill worse', () => {
    const summary = withForecasts(({ walkForward }) => ({
      walkForward: walkForward && { ...walkForward, crpsSkillVsClimatology: -0.013 },
    })).summary;
    expect(summary).toContain('scored 1.3% worse than climatology');
  });

  it('says "not enough yet" below 85 decisions and tells coverage from 85 on', () => {
    expect(btc({ decisions: 84 }).summary).toContain('not enough yet (n = 84)');
    expect(btc({ decisions: 84 }).summary).not.toContain('held');
    expect(btc({ decisions: 85 }).summary).toContain('(n = 85)');
    expect(btc({ decisions: 85 }).summary).toContain('held 80.3%');
  });

  it('claims nothing where only the baseline answered', () => {
    const { summary, whatWouldChangeOurMind } = withForecasts(() => ({ method: 'baseline' }));
    expect(summary).toContain('claims nothing beyond it');
    expect(summary).not.toMatch(/narrower|wider/);
    expect(whatWouldChangeOurMind.join(' ')).toContain('too few of them answered');
  });

  it('marks a simulated market in its first words', () => {
    expect(told(simulatedRelease()).headline).toMatch(/^Simulated market: /);
  });

  it('tells a wider range as wider', () => {
    const summary = withForecasts(({ intervals, baseline }) => ({
      baseline: { ...baseline, intervals: { ...baseline.intervals, '80': intervals['50'] } },
    })).summary;
    expect(summary).toContain('wider than climatology');
  });

  it('is the same for the same sheet, and varies between releases', () => {
    expect(btc()).toEqual(btc());
    const openings = new Set(
      Array.from({ length: 12 }, (_, day) =>
        btc({ cutoff: `2023-06-${String(day + 10)}T12:00:00.000Z` }).summary.slice(0, 10),
      ),
    );
    expect(openings.size).toBeGreaterThan(1);
  });

  it('has two to five sentences and no gaps in its templates', () => {
    fc.assert(
      fc.property(publishedReleases, (release) => {
        const { headline, summary, ...points } = told(release);
        const all = [headline, summary, ...points.bullCase, ...points.bearCase, ...points.whatWouldChangeOurMind].join(
          ' ',
        );
        expect(all).not.toMatch(/undefined|NaN|Infinity|null| {2}|\.\./);
        const sentences = summary.split(/(?<=[a-z)\d%]\.) (?=[A-Z\d])/).length;
        expect(sentences).toBeGreaterThanOrEqual(2);
        expect(sentences).toBeLessThanOrEqual(5);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the debate', () => {
  it('puts an uptrend on the bull side and a downtrend on the bear side', () => {
    const release = btcRelease();
    const inRegime = (regime: 'trend-up' | 'trend-down') =>
      told({ ...release, regime: release.regime && { ...release.regime, regime } });
    expect(inRegime('trend-up').bullCase.join(' ')).toContain('an uptrend');
    expect(inRegime('trend-up').bearCase.join(' ')).not.toContain('trend');
    expect(inRegime('trend-down').bearCase.join(' ')).toContain('a downtrend');
  });

  it('counts the look-alike windows of each side so that they add up', () => {
    const release = btcRelease();
    const outcomes = (release.similar?.neighbours ?? []).map(({ outcomes: all }) => all['24'] ?? 0);
    const rose = outcomes.filter((outcome) => outcome > 0).length;
    expect(btc().bullCase.join(' ')).toMatch(new RegExp(`\\b${rose}( of 12 look-alike windows)? rose`));
    expect(btc().bearCase.join(' ')).toMatch(new RegExp(`\\b${12 - rose}( of 12 look-alike windows)? did not rise`));
  });

  it('leans on p_up only where direction is claimed, on the side it favours', () => {
    expect(btc({ directional: true }).bullCase.join(' ')).toContain('57.1%, stands above the base rate');
    expect(btc({ directional: true }).bearCase.join(' ')).not.toContain('base rate');
    expect(btc().bullCase.join(' ')).not.toContain('base rate');
  });

  it('names absent sources', () => {
    expect(btc().whatWouldChangeOurMind.join(' ')).toContain(
      'Not seen this time: order-book, derivatives; the ranges rest on prices alone',
    );
  });
});
