import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalEnd } from '../../../domain/ledger/canonical-scan.ts';
import { canonicalText, parseCanonical } from '../../../domain/ledger/canonical.ts';

const sureOf = (text: string) => {
  const bytes = Buffer.from(text);
  return canonicalEnd(bytes, 0) === bytes.length;
};

/** Every way in which a text of the same value may be written otherwise, and some of other values. */
const EDITS: readonly (readonly [string, (text: string, at: number) => string])[] = [
  ['a space', (text, at) => `${text.slice(0, at)} ${text.slice(at)}`],
  ['a byte left out', (text, at) => text.slice(0, at) + text.slice(at + 1)],
  ['a byte doubled', (text, at) => text.slice(0, at + 1) + text.slice(at)],
  [
    'two bytes in the other order',
    (text, at) =>
      text.slice(0, at) +
      text
        .slice(at, at + 2)
        .split('')
        .reverse()
        .join('') +
      text.slice(at + 2),
  ],
  ['another byte', (text, at) => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)],
  ['a zero behind a digit', (text, at) => text.replace(new RegExp(`^(.{${at}}[^]*?\\d)(?!\\d)`), '$10')],
  ['a zero before a number', (text, at) => text.replace(new RegExp(`^(.{${at}}[^]*?[:[,-])(\\d)`), '$10$2')],
  ['an exponent', (text, at) => text.replace(new RegExp(`^(.{${at}}[^]*?\\d)(?![\\d.e])`), '$1e0')],
  ['a fraction of nothing', (text, at) => text.replace(new RegExp(`^(.{${at}}[^]*?\\d)(?![\\d.e])`), '$1.0')],
  ['one more digit', (text, at) => text.replace(new RegExp(`^(.{${at}}[^]*?\\.\\d+)`), '$11')],
  ['an escape that need not be', (text, at) => text.replace(new RegExp(`^(.{${at}}[^]*?")a`), '$1\\u0061')],
  ['a sign', (text, at) => text.replace(new RegExp(`^(.{${at}}[^]*?[:[,])(\\d)`), '$1-$2')],
];

const name = fc.constantFrom('a', 'ab', 'b', 'ba', '1', '10', '2', 'é', '__proto__', 'A', '');
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ noNaN: true, min: 1e-8, max: 1e-5 }),
  fc.double({ noNaN: true, min: -1, max: 1 }),
  fc.integer(),
  fc.constantFrom(0, 1e15, 1e16, 123456789012345680, 1e20, 1e21, 1e-6, 1e-7, 0.1, 1.7976931348623157e308),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    number,
    fc.constantFrom(true, false, null, '', 'a', 'a"b', 'é', '\u007f', ' ~'),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
  ),
}));

describe('one look over the bytes', () => {
  it('says yes to nothing that its writer would write otherwise, whatever was done to a text', () => {
    const edit = fc.constantFrom(...EDITS.map(([, made]) => made));
    fc.assert(
      fc.property(value, edit, fc.nat(), (given, made, seed) => {
        const text = canonicalText(given);
        const edited = made(text, text.length === 0 ? 0 : seed % text.length);
        if (sureOf(edited)) expect(parseCanonical(edited), edited).toBeDefined();
        if (sureOf(text)) expect(parseCanonical(text), text).toBeDefined();
      }),
      { numRuns: 3_000 },
    );
  });

  it('says yes to what a record is made of', () => {
    const plain = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.double({ noNaN: true, min: 1e-6, max: 1e9 }),
        fc.maxSafeInteger(),
        fc.constantFrom(true, false, null, 'BTC/USDT', '2026-11-21T10:00:00.000Z'),
        fc.array(tie('value'), { maxLength: 5 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'ba', '10', '2'), tie('value')),
      ),
    })).value;
    fc.assert(fc.property(plain, (given) => sureOf(canonicalText(given))));
  });

  it.each([
    '1.0',
    '01',
    '-0',
    '-',
    '1.',
    '.5',
    '1e5',
    '1E21',
    '1e21.5',
    '0.0000001',
    '1e-6',
    '1e+',
    '0.30000000000000004441',
    '12345678901234567',
    '100000000000000000000000',
    '"\u007f"',
    '"é"',
    '"\\n"',
    '"a',
    '[1,]',
    '[1 ]',
    '[',
    '{"a":1,}',
    '{"b":1,"a":2}',
    '{"a":1,"a":2}',
    '{"a"}',
    '{a:1}',
    'tru',
    'nul',
    '',
    '[1][',
    `${'['.repeat(40)}${']'.repeat(40)}`,
  ])('is never sure of %s', (text) => {
    expect(sureOf(text)).toBe(false);
  });
});
