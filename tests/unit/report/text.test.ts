import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consoleText } from '../../../domain/report/console-text.ts';
import { toMarkdown } from '../../../domain/report/markdown.ts';
import { postText } from '../../../domain/report/post/release-post.ts';
import { releaseList } from '../../../domain/report/release-list.ts';
import { releaseReport } from '../../../domain/report/release-report.ts';
import { publishedReleases } from '../../fixtures/release-choices.ts';
import {
  btcRelease,
  fallbackRelease,
  missedRelease,
  simulatedRelease,
  tinyPriceRelease,
} from '../../fixtures/release-document.ts';

const BANNER = 'SIMULATED MARKET — not real prices';
const places = {
  workflow: 'http://127.0.0.1:8233/w',
  chart: '/data/chart.png',
  report: '/data/report.pdf',
  post: null,
};
const piped = { colour: false, width: 100, places };
const report = (release: Parameters<typeof releaseReport>[0]) => releaseReport(release, { svg: '<svg/>', zone: 'UTC' });

describe('the console text', () => {
  it('fits 100 columns and carries no escape code when piped', () => {
    fc.assert(
      fc.property(publishedReleases, (release) => {
        for (const line of consoleText(release, piped).split('\n')) {
          expect(line.length, line).toBeLessThanOrEqual(100);
          expect(line).not.toContain('\u001b');
        }
      }),
      { numRuns: 60 },
    );
  });

  it('continues a table below where the screen is narrow, losing nothing', () => {
    const text = consoleText(tinyPriceRelease(), { ...piped, width: 76 });
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(76);
    expect(text.match(/^95% interval/gm)).toHaveLength(2);
    expect(text).toMatch(/in 4 h +in 12 h\n/);
    expect(text).toMatch(/^ +in 24 h$/m);
  });

  it('says the same in colour, and resets every colour on its line', () => {
    const coloured = consoleText(simulatedRelease(), { ...piped, colour: true });
    expect(coloured).toContain('\u001b[1m');
    expect(stripVTControlCharacters(coloured)).toBe(consoleText(simulatedRelease(), piped));
  });

  it('shows the distribution of every horizon against climatology, in aligned columns', () => {
    const lines = consoleText(btcRelease(), piped).split('\n');
    const start = lines.indexOf('Forecast');
    const table = lines.slice(start + 1, start + 14);
    expect(table[0]).toMatch(/in 4 h +in 12 h +in 24 h$/);
    expect(table.map((line) => line.slice(0, 23).trim()).slice(1)).toEqual([
      'median',
      'median against now',
      '50% interval',
      '80% interval',
      '95% interval',
      'p_up, higher close',
      'climatology 80%',
      'climatology p_up',
      '80% width against it',
      'walk-forward 80% held',
      'walk-forward CRPS skill',
      'walk-forward decisions',
    ]);
    expect(new Set(table.map((line) => line.length)).size).toBe(1);
  });

  it('tells age, regime, similar windows, scenarios, card and its reasons, places and hash', () => {
    const release = btcRelease();
    const text = consoleText(release, { ...piped, zone: 'Asia/Jerusalem' });
    const wanted = [
      'Thu 1 Jun 2023 15:00 Asia/Jerusalem (12:00 UTC)',
      '12 s old',
      'The market has been in a',
      'day after such hours has',
      'What followed the 12 past windows',
      'median of all 12',
      'neither is touched',
      'Card  NO-TRADE',
      'no standing',
      'prices:recorded',
      'http://127.0.0.1:8233/w',
      '/data/chart.png',
      '/data/report.pdf',
      release.ledger.hash,
      'candle files hold prices only',
    ];
    for (const one of wanted) expect(text).toContain(one);
    expect(text).not.toMatch(/^post /m);
  });

  it('shows a plan with entry, stop and targets', () => {
    const text = consoleText(btcRelease({ directional: true }), piped);
    expect(text).toContain('Card  LONG');
    expect(text).toMatch(/^stop +\d/m);
    expect(text).toMatch(/^target 2 +\d/m);
  });

  it.each([
    ['a refused release', fallbackRelease(), 'NO FORECAST  data.stale', 'Wait for the exchange'],
    ['a missed slot', missedRelease(), 'MISSED  release.late', 'within 15 minutes'],
  ])('%s says why and what to do, and shows no forecast', (_what, release, verdict, advice) => {
    const text = consoleText(release, piped);
    expect(text).toContain(verdict);
    expect(text).toContain(advice);
    expect(text).toContain(release.ledger.hash);
    expect(text).not.toMatch(/interval|p_up|Card/);
  });
});

describe('the banner of a simulated market', () => {
  it.each([
    ['console', (release: ReturnType<typeof btcRelease>) => consoleText(release, piped)],
    ['report', (release: ReturnType<typeof btcRelease>) => toMarkdown(report(release))],
    [
      'post',
      (release: ReturnType<typeof btcRelease>) =>
        postText(release, { ledger: null, zone: 'UTC', nextSlotAt: null, change: null, live: null }),
    ],
  ])('stands on the %s, and on no other market’s', (_where, write) => {
    expect(write(simulatedRelease())).toContain(BANNER);
    expect(write(btcRelease({ source: 'live' }))).not.toContain(BANNER);
  });
});

describe('the report', () => {
  it('has the same cells in every row as in its header, whatever the release', () => {
    fc.assert(
      fc.property(publishedReleases, (release) => {
        for (const block of report(release)) {
          if (block.kind !== 'table') continue;
          for (const row of [block.align, ...block.rows]) expect(row).toHaveLength(block.header.length);
          expect(JSON.stringify(block)).not.toMatch(/undefined|NaN|Infinity/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('holds every part, names dropped models and leads with the chart', () => {
    const text = toMarkdown(report(btcRelease()));
    const headings = [...text.matchAll(/^##? (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      'BTC/USDT forecast',
      'Forecast',
      'Scenarios',
      'Levels',
      'Regime',
      'Similar windows',
      'The bull case',
      'The bear case',
      'What would change our mind',
      'Card: NO-TRADE',
      'Models',
      'Sources',
      'About this release',
    ]);
    expect(text).toContain('arima was dropped: needs 2,160 bars');
    expect(text).toContain('](chart.png)');
  });

  it('goes on without a chart', () => {
    expect(toMarkdown(releaseReport(btcRelease(), { svg: null, zone: 'UTC' }))).toContain(
      'The chart could not be drawn.',
    );
  });

  it('is refused for a release without a forecast', () => {
    expect(() => report(fallbackRelease())).toThrow(/holds no forecast/);
  });

  it('keeps hostile text from becoming markup or another table cell', () => {
    const text = toMarkdown([
      { kind: 'paragraph', text: '# <img src=x> [link](http://x) `code`\n## two' },
      { kind: 'table', header: ['a'], align: ['left'], rows: [['1 | 2']] },
    ]);
    expect(text).toBe(
      '\\# \\<img src=x\\> \\[link\\](http://x) \\`code\\` \\#\\# two\n\n| a |\n| --- |\n| 1 \\| 2 |\n',
    );
  });
});

describe('the list of releases', () => {
  const row = { ...btcRelease(), action: 'NO-TRADE', sequence: 17, committedAt: 0 };

  it('has one aligned line each', () => {
    const [header, ...lines] = releaseList([
      row,
      { ...row, symbol: '1000PEPE/USDT', action: null, sequence: null },
    ]).split('\n');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line.indexOf('BTC-USDT_2023')).toBe(header.indexOf('release'));
  });

  it('says how to make the first one', () => expect(releaseList([])).toContain('npm run release'));
});
