import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PostChange, PostContext } from '../../../domain/report/post/context.ts';
import { postText, releasePost } from '../../../domain/report/post/release-post.ts';
import { plainText, telegramHtml } from '../../../domain/report/post/rich.ts';
import { LANGUAGES } from '../../../domain/report/post/wording.ts';
import { publishedReleases } from '../../fixtures/release-choices.ts';
import { btcRelease, fallbackRelease, missedRelease, tinyPriceRelease } from '../../fixtures/release-document.ts';

const CAPTION = 1_024;
const release = btcRelease();
const change: PostChange = {
  since: Date.parse('2023-06-01T00:00:00Z'),
  direction: [
    { part: 'calendar', difference: 0.0012 },
    { part: 'prices', difference: -0.02344 },
    { part: 'state', difference: 0.00044 },
    { part: 'models', difference: 0 },
    { part: 'combination', difference: 0.00044 },
  ],
  width: [
    { part: 'calendar', difference: 0.05 },
    { part: 'prices', difference: -0.05 },
  ],
};
const context: PostContext = {
  ledger: release.ledger,
  zone: 'Asia/Jerusalem',
  nextSlotAt: Date.parse('2023-06-01T21:00:00Z'),
  change,
  live: { decisions: 212, coverage80: 0.79, crpsSkillVsClimatology: 0.021 },
};

describe('the post of a release', () => {
  it('keeps what fits with the picture, and loses nothing of the rest, in either language', () => {
    fc.assert(
      fc.property(
        publishedReleases,
        fc.constantFrom(...LANGUAGES),
        fc.integer({ min: 400, max: 1_500 }),
        (one, language, limit) => {
          const whole = releasePost(one, context, language, Number.POSITIVE_INFINITY);
          const { caption, details } = releasePost(one, context, language, limit);
          expect(whole.details).toEqual([]);
          const lines = (of: typeof caption) => of.map((line) => plainText([line])).filter(Boolean);
          expect([...lines(caption), ...lines(details)].sort()).toEqual(lines(whole.caption).sort());
          expect(plainText(caption)).toContain(release.ledger.hash);
          expect(plainText(whole.caption)).not.toMatch(/undefined|NaN|Infinity|null/);
          if (details.length > 0) expect(plainText(whole.caption).length).toBeGreaterThan(limit);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('fits beside a picture with all that a reader must see', () => {
    fc.assert(
      fc.property(publishedReleases, fc.constantFrom(...LANGUAGES), (one, language) => {
        expect(plainText(releasePost(one, context, language, CAPTION).caption).length).toBeLessThanOrEqual(CAPTION);
      }),
      { numRuns: 100 },
    );
  });

  it('opens with ranges and touches and ends with the hash', () => {
    const lines = postText(release, context).split('\n');
    expect(lines[0]).toBe('BTC/USDT · Thu 1 Jun, 15:00 Jerusalem');
    expect(lines[3]).toBe('Closes here 8 times in 10');
    expect(lines.findIndex((line) => line.startsWith('Touched within 24 h'))).toBeLessThan(12);
    expect(lines.at(-1)).toBe(`#17 ${release.ledger.hash}`);
    expect(lines).toContain('Next Fri 2 Jun, 00:00 Jerusalem');
  });

  it('writes Russian figures and days', () => {
    const text = postText(release, context, 'ru');
    expect(text).toMatch(/^BTC\/USDT · чт 1 июн, 15:00 Иерусалим\n27\u00a0012 · цены/);
    expect(text).toContain('4 ч: ');
    expect(text).not.toMatch(/\d,\d{3}\b.*–/);
  });

  it('tells parts of a change in tenths that add up to the total', () => {
    const line =
      postText(release, context)
        .split('\n')
        .find((one) => one.startsWith('chance of up')) ?? '';
    const [total, ...parts] = [...line.matchAll(/[+−]\d+\.\d/g)].map(([text]) => Number(text.replace('−', '-')));
    expect(total).toBe(-2.1);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 9);
    expect(line).not.toContain('models');
  });

  it('never mixes live and walk-forward, and says where there is too little', () => {
    const text = postText(btcRelease({ decisions: 12 }), { ...context, live: null });
    expect(text).toContain('published: not enough yet (n = 0)\nwalk-forward: not enough yet (n = 12)');
  });

  it('keeps small prices readable', () => expect(postText(tinyPriceRelease(), context)).toContain('0.000012346 · '));

  it.each(LANGUAGES)('of a refused or missed release says why and nothing of a forecast (%s)', (language) => {
    expect(postText(fallbackRelease(), context, language)).toContain(fallbackRelease().error?.code);
    expect(postText(missedRelease(), context, language)).toContain(missedRelease().error?.code);
    expect(postText(fallbackRelease(), context, language)).not.toMatch(/8 times|8 раз/);
  });

  it('escapes every leaf once', () => {
    const html = telegramHtml(releasePost({ ...release, symbol: 'A<b>&C/USDT' }, context, 'en', CAPTION).caption);
    expect(html).toMatch(/^<b>A&lt;b&gt;&amp;C\/USDT<\/b>/);
  });
});
