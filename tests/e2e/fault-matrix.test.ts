/** Bad feeds and wrong calls, as typed: the exit code, the error code and the rows afterwards; never a forecast. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseRow } from '../../apps/operations/table.ts';
import type { PrintedRelease } from '../../domain/ledger/document.ts';
import type { ErrorBody } from '../../domain/errors.ts';
import { HOUR_MS } from '../../domain/market/candles.ts';
import type { CandleRow } from '../../domain/market/sources.ts';
import { Installation } from '../fixtures/command-line.ts';
import { AS_OF, candleCsv, CUTOFF, RECORDED_BTC, recordedBars } from '../fixtures/recorded-bars.ts';

const bars = recordedBars(120, 48);
const closing = bars.findIndex(([openTime]) => openTime === CUTOFF);

const without = (first: number, count = 1) => bars.filter((_, i) => i < first || i >= first + count);
const changed = (at: number, change: (row: CandleRow) => readonly (number | string)[]) =>
  bars.map((row, i) => (i === at ? change(row) : row));
const doubled = (at: number, change: (row: CandleRow) => CandleRow) =>
  bars.flatMap((row, i) => (i === at ? [row, change(row)] : [row]));
const prices = (change: (price: number) => number | string) => (row: CandleRow) =>
  row.map((value, i) => (i >= 1 && i <= 4 ? change(value) : value));

interface Fault {
  readonly what: string;
  /** A candle file of its own, by what is in it. */
  readonly rows?: readonly (readonly (number | string)[])[];
  readonly bytes?: (whole: string) => string | Uint8Array;
  readonly name?: string;
  readonly asOf?: string;
  readonly words?: readonly string[];
  readonly code: string;
}

const REFUSED: readonly Fault[] = [
  { what: 'stale: the last three hours are not there', rows: bars.slice(0, closing - 3), code: 'data.stale' },
  { what: 'the bar closing at the cutoff is missing', rows: without(closing - 1), code: 'data.stale' },
  { what: 'a gap ten hours before the cutoff', rows: without(closing - 10, 2), code: 'data.gap' },
  { what: 'constant', rows: bars.map((row) => [row[0], 100, 100, 100, 100, 1]), code: 'data.constant' },
  {
    what: 'seconds for milliseconds',
    rows: bars.map(([t, ...rest]) => [t / 1_000, ...rest]),
    code: 'data.wrong-time-unit',
  },
  { what: 'unsorted', rows: [bars[1], bars[0], ...bars.slice(2)], code: 'data.unsorted' },
  {
    what: 'duplicates that differ',
    rows: doubled(closing - 100, ([t, o, h, l, c, v]) => [t, o, h, l, c, v + 1]),
    code: 'data.conflicting-duplicates',
  },
  {
    what: 'NaN',
    rows: changed(
      closing - 5,
      prices(() => 'NaN'),
    ),
    code: 'data.not-finite',
  },
  {
    what: 'an empty field',
    rows: changed(closing - 5, ([t, o, h, l, , v]) => [t, o, h, l, '', v]),
    code: 'data.not-finite',
  },
  {
    what: 'zero',
    rows: changed(
      closing - 5,
      prices(() => 0),
    ),
    code: 'data.not-positive',
  },
  {
    what: 'negative',
    rows: changed(
      closing - 5,
      prices((price) => -price),
    ),
    code: 'data.not-positive',
  },
  {
    what: 'absurd',
    rows: changed(
      closing - 5,
      prices((price) => price * 1_000),
    ),
    code: 'data.absurd',
  },
  {
    what: 'a high below the low',
    rows: changed(closing - 5, ([t, o, h, l, c, v]) => [t, o, l, h, c, v]),
    code: 'data.inconsistent-bar',
  },
  { what: 'an empty file', bytes: () => '', code: 'data.empty' },
  { what: 'a header alone', rows: [], code: 'data.empty' },
  {
    what: 'a half-written line',
    bytes: (whole) => whole.slice(0, whole.indexOf(`\n${CUTOFF - HOUR_MS}`) + 30),
    code: 'data.malformed',
  },
  { what: 'no candle file at all', bytes: () => 'price\n1\n', code: 'data.malformed' },
  { what: 'a file named for another symbol', name: 'ETHUSDT-1h.csv', rows: bars, code: 'data.wrong-symbol' },
  { what: 'daily bars', rows: bars.filter((_, i) => i % 24 === 0), code: 'data.wrong-bar-length' },
  { what: 'a moment before the data', rows: bars, asOf: '2020-01-01T00:00Z', code: 'data.outside-range' },
  { what: 'a moment long after the data', rows: bars, asOf: '2023-07-01T00:00Z', code: 'data.outside-range' },
  { what: 'sixty days of history', rows: bars.slice(closing - 60 * 24), code: 'data.too-little-history' },
];

const CALLED_WRONGLY: readonly Fault[] = [
  {
    what: 'a half-written archive',
    name: 'half.csv.gz',
    bytes: (whole) => gzipSync(whole).subarray(0, 9_000),
    code: 'input.unreadable-file',
  },
  { what: 'a file that is not there', words: ['--candles=nowhere.csv'], code: 'input.unreadable-file' },
  { what: 'a folder', words: ['--candles=docs'], code: 'input.unreadable-file' },
  { what: 'a symbol without a slash', rows: bars, words: ['--symbol=BTCUSDT'], code: 'input.unknown-symbol' },
  {
    what: 'a symbol that the exchange does not list',
    words: ['--source=simulated', '--symbol=NOPE/USDT'],
    code: 'input.unknown-symbol',
  },
  { what: 'a moment in the future', rows: bars, asOf: '2126-01-01T00:00Z', code: 'input.invalid' },
  { what: 'a moment that is none', rows: bars, asOf: 'yesterday', code: 'input.invalid' },
  { what: 'a moment without its zone', rows: bars, asOf: '2023-06-01T12:00', code: 'input.invalid' },
  { what: 'a seed that is no number', rows: bars, words: ['--seed=lucky'], code: 'input.invalid' },
  { what: 'an unknown source', words: ['--source=rumours'], code: 'input.invalid' },
  { what: 'recorded without files', words: ['--source=recorded'], code: 'input.invalid' },
  { what: 'files for a live source', rows: bars, words: ['--source=live'], code: 'input.invalid' },
  { what: 'a planned slot by hand', rows: bars, words: ['--slot=noon'], code: 'input.invalid' },
];

describe.skipIf(RECORDED_BTC === null)('a release from files', () => {
  let folder = '';
  let almanac: Installation;
  let file = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'almanac-faults-'));
    almanac = await Installation.make({ shareProcess: true });
    await almanac.start(['start', '--source=simulated']).until('Almanac is running');
  });
  afterAll(async () => {
    await almanac[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const whole = candleCsv(bars);
  const releaseOf = async <T>({ rows, bytes, name, asOf, words = [] }: Omit<Fault, 'code' | 'what'>) => {
    const content = bytes?.(whole) ?? (rows && candleCsv(rows));
    const path = join(folder, name ?? `hours-${file++}.csv`);
    if (content !== undefined) await writeFile(path, content);
    const given = [...(content === undefined ? [] : [`--candles=${path}`]), `--as-of=${asOf ?? AS_OF}`, ...words];
    return await almanac.ask<T>(['release', '--slot=manual', ...given]);
  };
  const rowsOf = () => almanac.askOwner<ReleaseRow[]>('list', { limit: 1_000 });

  it.each(REFUSED)(
    'is refused with one fallback row where the prices are bad: $what → $code',
    async ({ code, ...fault }) => {
      const before = await rowsOf();
      const { code: exitCode, document } = await releaseOf<PrintedRelease>(fault);
      expect(document.error?.code).toBe(code);
      expect(exitCode).toBe(3);
      expect(document).toMatchObject({
        status: 'fallback',
        forecasts: [],
        scenarios: [],
        card: { action: 'NO-TRADE' },
      });
      expect(document.error?.message).toMatch(/\.$/);
      const added = (await rowsOf()).filter(({ releaseId }) => before.every((row) => row.releaseId !== releaseId));
      expect(added).toMatchObject([{ releaseId: document.releaseId, status: 'fallback', source: 'recorded' }]);
    },
  );

  it.each(CALLED_WRONGLY)(
    'leaves nothing where it was asked for wrongly: $what → $code',
    async ({ code, ...fault }) => {
      const before = await rowsOf();
      const { code: exitCode, document } = await releaseOf<{ error: ErrorBody }>(fault);
      expect(document.error).toMatchObject({ code, world: 'nothing-happened' });
      expect(Object.keys(document)).toEqual(['error']);
      expect(exitCode).toBe(2);
      expect(await rowsOf()).toEqual(before);
    },
  );

  it.each([
    ['an older gap', without(closing - 200), /older gap: 1 bar missing at 2023-05-24T04:00Z/],
    ['identical duplicates', doubled(closing - 100, (row) => row), /identical duplicates dropped: 1/],
  ])('is published, and names what it survived: %s', async (_, rows, finding) => {
    const { code, document } = await releaseOf<PrintedRelease>({ rows });
    expect(document).toMatchObject({ status: 'published', error: null });
    expect(code).toBe(0);
    expect(document.sources[0].findings.join('\n')).toMatch(finding);
  });
});
