import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../../domain/report/page/html.ts';
import type { PageFrame, PageRelease } from '../../../domain/report/page/input.ts';
import { frontPage, releasePage, slotsPage } from '../../../domain/report/page/pages.ts';
import type { PageScore, PageTrack } from '../../../domain/report/page/track.ts';
import { trackPage } from '../../../domain/report/page/track-page.ts';
import { publishedReleases } from '../../fixtures/release-choices.ts';
import { missedRelease, printedRelease } from '../../fixtures/release-document.ts';

const FRAME: PageFrame = {
  language: 'en',
  zone: 'Asia/Jerusalem',
  isSimulated: false,
  path: '/',
  siteUrl: 'https://almanac.example',
};

const NO_TRACK: PageTrack = { asOf: 0, head: null, scores: [], days: [] };

function shown(input = printedRelease()): PageRelease {
  return {
    input,
    ledger: input.ledger,
    committedAt: Date.parse(input.cutoff),
    closes: [],
    fan: null,
    outcomes: [],
    change: null,
  };
}
const front = (releases: readonly PageRelease[], frame = FRAME) =>
  frontPage(frame, { releases, nextSlotAt: null, slots: [], totalSlots: 0, track: NO_TRACK });

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

describe('the track record on the page', () => {
  const claim = { verdict: 'unknown', stands: false, since: null, decisions: 0, withdrawn: 0 } as const;
  function score(n: number, choice: Partial<PageScore> = {}): PageScore {
    const isEnough = n >= 85;
    const open = { ...claim, decisions: n };
    return {
      ...{ symbol: 'BTC/USDT', horizonHours: 24 },
      counts: { slots: n + 3, published: n, missed: 2, fallback: 1, resolved: n, pending: 0 },
      published: {
        ...{ n, coverage: { '50': 0.51, '80': 0.79, '95': 0.94 }, coverageIsEnough: isEnough },
        crpsSkill: { value: 0.083, low: isEnough ? 0.021 : Number.NaN, high: isEnough ? 0.144 : Number.NaN },
      },
      allSlots: { slots: n + 3, crpsSkill: 0.081 },
      claims: { width: open, direction: open },
      ...choice,
    };
  }
  const track = (...scores: PageScore[]): PageTrack => ({ asOf: 0, head: 'abc', scores, days: [] });
  const frontOf = (given: PageTrack, frame = FRAME) =>
    frontPage(frame, { releases: [], nextSlotAt: null, slots: [], totalSlots: 0, track: given });

  it('says that there is too little, and shows no figure of it', () => {
    for (const text of [frontOf(track(score(84))), trackPage(FRAME, track(score(84)), [])]) {
      expect(text).toContain('not enough data yet: 84 of 85 outcomes');
      expect(text).not.toMatch(/79|8\.3%|NaN/);
    }
  });

  it('has each figure with its count and its interval as soon as there is enough', () => {
    expect(frontOf(track(score(85)))).toMatch(
      /<td>85<\/td><td>79\.0%<\/td><td>\+8\.3%<small>\+2\.1% to \+14\.4%<\/small>/,
    );
    const whole = trackPage(FRAME, track(score(85)), []);
    expect(whole).toContain('51 / 79 / 94%');
    expect(whole).toContain('Slots promised: 88. Published: 85, missed: 2, refused for bad data: 1');
  });

  it('is one line per symbol in front, at its longest horizon', () => {
    const text = frontOf(track(score(90, { horizonHours: 4 }), score(91), score(92, { symbol: 'ETH/USDT' })));
    expect(text.match(/class="claim"/g)).toHaveLength(2);
    expect(text).not.toContain('<td>90</td>');
  });

  it('claims only what stands beside all other claims, in both languages', () => {
    const proven = { ...claim, verdict: 'better', stands: true, since: Date.UTC(2026, 0, 5), decisions: 85 } as const;
    const claims = { width: proven, direction: { ...proven, stands: false } };
    const text = trackPage(FRAME, track(score(85, { claims })), []);
    expect(text).toMatch(/Proven better than .* since 2026-01-05: the ranges of BTC\/USDT at 24 h/);
    expect(text).toContain('Not yet known whether the chances of up');
    const russian = trackPage({ ...FRAME, language: 'ru' }, track(score(85, { claims })), []);
    expect(russian).toContain('Доказано лучше, чем распределение прошлого года');
    expect(russian).toContain('+2,1% … +14,4%');
  });

  it('escapes what pictures are called', () => {
    const address = '/record/"><script>';
    const file = { light: address, dark: address, width: 1, height: 1 };
    const picture = { symbol: 'BTC/USDT', caption: '<script>', narrow: file, wide: file };
    expect(trackPage(FRAME, track(score(85)), [picture])).not.toContain('<script');
  });

  it('shows each picture on the paper and in the shape of the reader’s screen', () => {
    const file = (shape: string) => ({ light: `/${shape}/light`, dark: `/${shape}/dark`, width: 1, height: 1 });
    const picture = { symbol: 'BTC/USDT', caption: 'drawn', narrow: file('narrow'), wide: file('wide') };
    const text = trackPage(FRAME, track(score(85)), [picture]);
    const chosen = [...text.matchAll(/<source media="([^"]*)" srcset="([^"]*)"/g)].map(([, ...found]) => found);
    expect(chosen).toEqual([
      ['(max-width:44rem) and (prefers-color-scheme:dark)', '/narrow/dark'],
      ['(max-width:44rem)', '/narrow/light'],
      ['(prefers-color-scheme:dark)', '/wide/dark'],
    ]);
    expect(text).toContain('<img src="/wide/light"');
  });

  it('has the root of each of the newest days, and the command that checks the last one', () => {
    const days = [
      { day: '2026-11-20', entries: 1_024, root: 'ab'.repeat(32) },
      { day: '2026-11-19', entries: 24, root: 'cd'.repeat(32) },
    ];
    const text = trackPage(FRAME, { ...track(score(85)), days }, []);
    expect(text).toMatch(/2026-11-20<\/th><td>1,024<\/td>[^]*2026-11-19<\/th><td>24<\/td>/);
    expect(text).toContain(`verify-record.mjs record.jsonl --root=2026-11-20:${'ab'.repeat(32)}`);
    expect(trackPage({ ...FRAME, language: 'ru' }, { ...track(score(85)), days }, [])).toContain('Корень каждого дня');
    expect(trackPage(FRAME, track(score(85)), [])).toContain('No day is over yet.');
  });

  it('names the address of this site in what a reader pastes', () => {
    expect(frontOf(NO_TRACK)).toContain('curl -o record.jsonl https://almanac.example/v1/record');
  });
});

describe('the page of a release', () => {
  it('tells what changed since the last one, in parts, and where each horizon closed', () => {
    const parts = [{ part: 'prices', difference: 0.012 }] as const;
    const change = { since: Date.UTC(2026, 10, 19, 22), direction: parts, width: parts };
    const outcomes = [{ horizonHours: 24, at: 0, price: 27_105, rank: 0.5 }];
    const text = releasePage(FRAME, { ...shown(), change, outcomes });
    expect(text).toContain('Changed since');
    expect(text).toMatch(/After 24 h it closed at 27,105 \([^)]*%\), inside the 80% range/);
    expect(releasePage(FRAME, shown())).not.toContain('Changed since');
  });
});
