import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCandleFile } from '../../../domain/market/candle-file.ts';
import { readDecimal } from '../../../domain/market/decimal-field.ts';
import { codeOf } from './bars.ts';

const HEADER = 'timestamp_ms,open,high,low,close,volume';
const context = { path: 'a.csv', symbol: 'BTC/USDT', cutoff: 5_000 };
const parse = (text: string) => parseCandleFile(text, context).rows;

describe('a candle file', () => {
  it('is read column by column, whatever their order and whatever else there is', () => {
    expect(parse('note,close,volume,timestamp_ms,open,high,low\nx,4,5.5,1000,1,2,0.5\n')).toEqual([
      [1000, 1, 2, 0.5, 4, 5.5],
    ]);
  });

  it('may have Windows line ends, a byte order mark, blank lines and no last line end', () => {
    expect(parse(`\ufeff${HEADER}\r\n1000,1,2,1,2,3\r\n\r\n2000,2,3,2,3,4`)).toEqual([
      [1000, 1, 2, 1, 2, 3],
      [2000, 2, 3, 2, 3, 4],
    ]);
  });

  it('without a row before the cutoff is a file without rows', () => {
    const file = parseCandleFile(`${HEADER}\n9000,1,1,1,1,1\n7000,1,1,1,1,1\n`, context);
    expect(file).toEqual({ rows: [], laterTime: 9000 });
  });

  it.each([
    ['empty', '', 'data.empty'],
    ['only blanks', ' \n\n', 'data.empty'],
    ['no header', '1000,1,2,1,2,3\n', 'data.malformed'],
    ['a column missing', 'timestamp_ms,open,high,low,close\n1000,1,2,1,2\n', 'data.malformed'],
    ['binary garbage', '\u0000\u0001\ufffd\u0007PK', 'data.malformed'],
    ['a line cut in its fields', `${HEADER}\n1000,1,2,1,2,3\n2000,2,3`, 'data.malformed'],
    ['a line cut in its time', `${HEADER}\n1000,1,2,1,2,3\n20`, 'data.malformed'],
    ['a time of day', `${HEADER}\n2023-01-01T00:00Z,1,2,1,2,3\n`, 'data.malformed'],
    [
      'a time that cannot be read, after the cutoff',
      `${HEADER}\n1000,1,2,1,2,3\n9000,1,1,1,1,1\nx,1,1,1,1,1\n`,
      'data.malformed',
    ],
    ['a word for a price', `${HEADER}\n1000,1,many,1,2,3\n`, 'data.malformed'],
    ['another symbol', `${HEADER},symbol\n1000,1,2,1,2,3,ETHUSDT\n`, 'data.wrong-symbol'],
  ])('is refused by name: %s', (_what, text, code) => {
    expect(codeOf(() => parse(text))).toBe(code);
  });

  it('is refused with path and line', () => {
    expect(() => parse(`${HEADER}\n1000,1,2,1,2,3\n2000,1,x2,1,2,3\n`)).toThrow(
      'a.csv, line 3: a field is not a number; found "x2"',
    );
  });

  it('may be cut or broken after the cutoff', () => {
    expect(parse(`${HEADER}\n1000,1,2,1,2,3\n9000,1,x\n8000`)).toEqual([[1000, 1, 2, 1, 2, 3]]);
  });

  it('with the symbol written in any way is of that symbol', () => {
    const rows = ['BTC/USDT', 'btcusdt', 'BTC-USDT', 'BTC_USDT'].map((symbol, i) => `${i * 1000},1,1,1,1,1,${symbol}`);
    expect(parse(`${HEADER},symbol\n${rows.join('\n')}`)).toHaveLength(4);
  });

  it('hands missing numbers on as NaN, for the checks to name', () => {
    expect(parse(`${HEADER}\n1000,,nan,NULL,-inf,Infinity\n`)).toEqual([
      [1000, Number.NaN, Number.NaN, Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    ]);
  });
});

describe('a number in a text', () => {
  it('is read as the language reads it', () => {
    const written = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.double({ min: 0, max: 1e9, noNaN: true }).map((x) => x.toFixed(8)),
      fc.nat({ max: 10 ** 9 }).map(String),
      fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => `${a}.${b}`),
    );
    fc.assert(
      fc.property(written, (text) => {
        expect(readDecimal(`,${text},`, 1, 1 + text.length)).toBe(Number(text));
      }),
    );
  });
});
