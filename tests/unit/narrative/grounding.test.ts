import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../domain/narrative/explain.ts';
import { fact } from '../../../domain/narrative/fact.ts';
import { type FactSheet, factSheet } from '../../../domain/narrative/fact-sheet.ts';
import { ungroundedNumbers } from '../../../domain/narrative/grounding.ts';
import { publishedReleases } from '../../fixtures/release-choices.ts';
import { btcRelease } from '../../fixtures/release-document.ts';

const SHEET: FactSheet = {
  symbol: '1INCH/USDT',
  facts: [
    fact('symbol', '1INCH/USDT'),
    fact('base', '1INCH'),
    fact('low', 26_384.2, '26,384'),
    fact('high', 27_721.1, '27,721'),
    fact('change', -0.012, '−1.2%'),
    fact('share', 0.8, '80%'),
    fact('other', 0.95, '95%'),
    fact('cutoff', '2023-06-01T12:00:00Z', 'Thu 1 Jun 2023 12:00 UTC'),
  ],
};

describe('numbers that are on the sheet', () => {
  it.each([
    'Between 26,384 and 27,721.',
    '26384 to 27721 without separators',
    'down 1.2%, that is −1.2% or -1.2%',
    'from 80 to 95%, or 80–95 %',
    'as of 1 Jun 2023 12:00',
    '1INCH and 1INCH/USDT are names',
    'one view, in the first place',
    '26,384–27,721',
  ])('pass: %s', (text) => {
    expect(ungroundedNumbers(text, SHEET)).toEqual([]);
  });
});

describe('numbers that are not', () => {
  it.each([
    ['a rounded price', 'about 26,400', ['26,400']],
    ['another precision', '1.20%', ['1.20%']],
    ['a wrong sign', '+1.2%', ['+1.2%']],
    ['a price as a percentage', '26,384%', ['26,384%']],
    ['a percentage as a bare number', 'a chance of 80', ['80']],
    ['a magnitude', '26,384k', ['26,384k']],
    ['full-width digits', '３９', ['39']],
    ['an exponent', '80e3', ['80e3']],
    ['a number in words', 'seventy percent, or half', ['seventy', 'half']],
    ['another time', '13:00', ['13:00']],
    ['a digit inside another name', '2INCH', ['2']],
  ])('are named: %s', (_what, text, found) => {
    expect(ungroundedNumbers(text, SHEET)).toEqual(found);
  });
});

const wordsOf = (sheet: FactSheet): string => {
  const { headline, summary, bullCase, bearCase, whatWouldChangeOurMind } = explain(sheet);
  return [headline, summary, ...bullCase, ...bearCase, ...whatWouldChangeOurMind].join('\n');
};

describe('our own templates', () => {
  it('contain no ungrounded number, whatever the release', () => {
    fc.assert(
      fc.property(publishedReleases, (release) => {
        const sheet = factSheet(release);
        expect(ungroundedNumbers(wordsOf(sheet), sheet)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('would be caught if the sheet lacked one of their prices', () => {
    const release = btcRelease();
    const sheet = factSheet({ ...release, basePrice: 27_012.34 });
    const low = sheet.facts.find(({ name }) => name === 'h24.interval80.low');
    const without = { ...sheet, facts: sheet.facts.filter(({ text }) => text !== low?.text) };
    expect(ungroundedNumbers(wordsOf(sheet), without)).toContain(low?.text);
  });
});
