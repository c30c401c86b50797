import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../../domain/report/page/html.ts';
import type { PageFrame, PageRelease } from '../../../domain/report/page/input.ts';
import { frontPage, releasePage, slotsPage } from '../../../domain/report/page/pages.ts';
import { publishedReleases } from '../../fixtures/release-choices.ts';
import { missedRelease, printedRelease } from '../../fixtures/release-document.ts';

const FRAME: PageFrame = { language: 'en', zone: 'Asia/Jerusalem', isSimulated: false, path: '/' };

function shown(input = printedRelease()): PageRelease {
  return { input, ledger: input.ledger, committedAt: Date.parse(input.cutoff), closes: [], fan: null, outcomes: [] };
}
const front = (releases: readonly PageRelease[], frame = FRAME) =>
  frontPage(frame, { releases, nextSlotAt: null, slots: [], totalSlots: 0 });

describe('markup', () => {
  it('escapes every value where it enters, and nothing twice', () => {
    const inner = html`<b>${'<&>'}</b>`;
    expect(html`<p title="${'"x\''}">${inner}</p>`.text).toBe('<p title="&quot;x&#39;"><b>&lt;&amp;&gt;</b></p>');
  });

  it('holds no tag that a value brought along', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(html`${text}`.text.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<>"'&]/);
      }),
    );
  });
});

describe('a page', () => {
  it('says the ranges, the chances, the reason for no trade, the age of the prices and the hash', () => {
    const release = printedRelease();
    const text = front([shown(release)]);
    for (const words of ['8 times in 10', 'Touched within 24 h', 'No trade', 'prices 12 s old', release.ledger.hash]) {
      expect(text).toContain(words);
    }
  });

  it('of any release holds nothing that is not a number, no script and no style of its own', () => {
    fc.assert(
      fc.property(publishedReleases, fc.constantFrom('en' as const, 'ru' as const), (release, language) => {
        const text = releasePage({ ...FRAME, language }, shown(release));
        expect(text).not.toMatch(/NaN|Infinity|undefined|\[object|<script| style=| on[a-z]+=/);
        expect(text.match(/<svg class="fan/g)).toHaveLength(2);
      }),
      { numRuns: 40 },
    );
  });

  it('of a release that was missed says so and why, and shows no forecast', () => {
    const text = releasePage(FRAME, shown(missedRelease()));
    expect(text).toContain('This slot was missed (release.late)');
    expect(text).not.toContain('<svg class="fan');
  });

  it('of a simulated market says so first', () => {
    expect(front([shown()], { ...FRAME, isSimulated: true })).toContain('SIMULATED MARKET');
    expect(front([shown()])).not.toContain('SIMULATED MARKET');
  });

  it('speaks Russian with Russian figures', () => {
    const text = front([shown()], { ...FRAME, language: 'ru' });
    expect(text).toContain('<html lang="ru">');
    expect(text).toContain('27\u00a0012');
  });
});

describe('past slots', () => {
  const slot = { releaseId: 'r', symbol: 'BTC/USDT', cutoff: 0, errorCode: null, action: 'NO-TRADE', hash: 'h' };
  const outcome = (horizonHours: number, rank: number | null) => ({ horizonHours, at: 0, price: 1, rank });
  const pageOf = (...outcomes: ReturnType<typeof outcome>[]) =>
    slotsPage(FRAME, {
      slots: [{ ...slot, status: 'published', horizonsHours: [4, 12, 24], outcomes }],
      total: 1,
      before: null,
    });

  it('say in words, shape and colour whether the range held, is open, or cannot be told', () => {
    const text = pageOf(outcome(4, 0.5), outcome(12, 0.95));
    expect(text).toMatch(/inside the 80% range[^]*class="hit"/);
    expect(text).toMatch(/outside the 80% range[^]*class="miss"/);
    expect(text).toContain('not resolved yet');
    expect(pageOf(outcome(4, null))).toContain('no price for this hour');
  });

  it('count the ends of the range as inside', () => {
    expect(pageOf(outcome(4, 0.1), outcome(12, 0.9))).not.toContain('class="miss"');
  });
});
