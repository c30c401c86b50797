import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutLines } from '../../../domain/report/post/cut-lines.ts';
import { CAPTION_LIMIT, MESSAGE_LIMIT, postParts } from '../../../domain/report/post/messages.ts';
import { bold, code, italic, plain, plainText, type RichLine, telegramHtml } from '../../../domain/report/post/rich.ts';

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('<b>', '</b>', '&amp;', '"', ' ', '\n', '\n\n', '👍🏽', 'a b\nc', '\ud83d'),
);
const span = fc.tuple(fc.constantFrom(plain, bold, italic, code), words).map(([style, text]) => style(text));
const lines: fc.Arbitrary<RichLine[]> = fc.array(fc.array(span, { maxLength: 6 }), { maxLength: 8 });

/** Reads what `telegramHtml` writes: throws where a tag is not one of ours or not closed by its like. */
function read(text: string): string {
  const open: string[] = [];
  const shown = text.replace(/<(\/?)(b|i|code)>/g, (_, closing: string, tag: string) => {
    if (closing && open.pop() !== tag) throw new Error(`</${tag}>`);
    if (!closing) open.push(tag);
    return '';
  });
  if (open.length > 0 || /[<>]|&(?!(amp|lt|gt);)/.test(shown)) throw new Error(`left: ${open.join()} ${shown}`);
  return shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const bare = (text: string) => text.replace(/\s+/g, '');

describe('lines of a post (S4)', () => {
  it('are balanced HTML that reads as what was written, whatever was written', () => {
    fc.assert(
      fc.property(lines, (text) => {
        expect(read(telegramHtml(text))).toBe(plainText(text));
      }),
    );
  });

  it('are cut into groups within the limit that together say everything, each balanced', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 2, max: 60 }), (text, limit) => {
        const groups = cutLines(text, limit);
        for (const group of groups) {
          expect(plainText(group).length).toBeLessThanOrEqual(limit);
          expect(plainText(group).trim()).not.toBe('');
          expect(read(telegramHtml(group))).toBe(plainText(group));
        }
        expect(bare(groups.map(plainText).join(''))).toBe(bare(plainText(text)));
      }),
    );
  });

  it('are never cut inside a character', () => {
    const groups = cutLines([[plain('👍'.repeat(50))]], 7);
    expect(groups.every((group) => plainText(group).isWellFormed())).toBe(true);
  });

  it('are cut between lines and after words where that is possible, and keep their style on both sides', () => {
    expect(cutLines([[bold('one two')], [plain('three')]], 8).map(telegramHtml)).toEqual(['<b>one two</b>', 'three']);
    expect(cutLines([[bold('seven eight')]], 8).map(telegramHtml)).toEqual(['<b>seven </b>', '<b>eight</b>']);
  });
});

describe('the messages of a post', () => {
  it('are one picture with everything under it where that fits', () => {
    const parts = postParts({ caption: [[plain('b < c')]], details: [] }, 'chart.png', 'abc123');
    expect(parts).toEqual([{ html: 'b &lt; c\n<code>abc123</code>', text: 'b < c\nabc123', photo: 'chart.png' }]);
  });

  it('are taken by Telegram whatever they say, and each ends with its key', () => {
    fc.assert(
      fc.property(lines, lines, fc.integer({ min: 1, max: 200 }), fc.boolean(), (caption, few, times, pictured) => {
        const details = Array.from({ length: times }, () => few).flat();
        const parts = postParts({ caption, details }, pictured ? 'p' : null, 'abc123');
        for (const { html, text, photo } of parts) {
          expect(text.length).toBeLessThanOrEqual(photo ? CAPTION_LIMIT : MESSAGE_LIMIT);
          expect(text.endsWith('abc123')).toBe(true);
          expect(read(html ?? '')).toBe(text);
        }
        expect(parts.map(({ photo }) => photo)).toEqual(parts.map((_, i) => (i === 0 && pictured ? 'p' : null)));
        const said = parts.map(({ text }) => text.slice(0, -'abc123'.length)).join('');
        expect(bare(said)).toBe(bare(plainText([...caption, ...details])));
      }),
      { numRuns: 30 },
    );
  });
});
