/** Recorded files as series: each kind of block with the moment from which its values were known. */
import { readCandleBytes } from '../../../adapters/candle-file/bytes.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../../domain/market/candles.ts';
import { slotInstants } from '../../../domain/market/slots.ts';
import type { BlockKind } from '../../../domain/models/blocks/kinds.ts';
import type { Series } from '../../../domain/models/blocks/series.ts';
import { parseTable, type TableRow } from './table.ts';

/** One value as a file has it. */
interface Published {
  readonly at: EpochMs;
  readonly availableAt: EpochMs;
  readonly value: number;
}

/** Null: the row says nothing of this kind. */
type RowReader = (row: TableRow) => Published | null;

/** Index providers and exchanges publish a day within an hour of its end. */
const DAY_AND_HOUR_MS = DAY_MS + HOUR_MS;
/** The rate of a Friday is out on Monday at 09:00 in New York, on Tuesday after a holiday. */
const RATE_LAG_MS = 4 * DAY_MS + 14 * HOUR_MS;
/** The meetings of a year are announced in the middle of the year before. */
const ANNOUNCED_AHEAD_MS = 180 * DAY_MS;
const FOUR_LN_2 = 4 * Math.LN2;

const READERS: Readonly<Record<BlockKind, RowReader>> = {
  funding: (row) => {
    const at = row.number('timestamp_ms');
    return { at, availableAt: at + MINUTE_MS, value: row.number('funding_rate') };
  },
  'open-interest': daily('open_interest_usd', DAY_AND_HOUR_MS),
  'other-coin': hourly((row) => Math.log(row.number('high') / row.number('low')) / Math.sqrt(FOUR_LN_2)),
  volume: hourly((row) => row.number('volume')),
  vix: daily('vix', DAY_AND_HOUR_MS),
  dollar: daily('dxy', DAY_AND_HOUR_MS),
  'fed-funds': daily('rate_pct', RATE_LAG_MS),
  'fear-greed': daily('fng', DAY_AND_HOUR_MS),
  fomc: (row) => {
    const planned = row.number('fed_meeting_date_indicator') === 1;
    if (!planned || row.number('fed_non_scheduled_meeting_indicator') === 1) return null;
    const at = decisionOf(row.day('date'));
    return { at, availableAt: at - ANNOUNCED_AHEAD_MS, value: 1 };
  },
};

/** Throws `input.unreadable-file`, `data.empty`, `data.malformed` and `data.unsorted`. */
export async function readSeries(kind: BlockKind, path: string): Promise<Series> {
  const content = await readCandleBytes(path);
  if (content.format !== 'csv') {
    throw new AlmanacError('input.unreadable-file', `${path} is Parquet; a block is read from CSV.`, { path });
  }
  const published = parseTable(content.text, path).flatMap((row) => READERS[kind](row) ?? []);
  if (published.length === 0) throw new AlmanacError('data.empty', `${path} holds nothing of ${kind}.`, { path, kind });
  const column = (of: (value: Published) => number) => Float64Array.from(published, of);
  const series = {
    name: kind,
    at: column(({ at }) => at),
    availableAt: column(({ availableAt }) => availableAt),
    values: column(({ value }) => value),
  };
  checkAscending(series, path);
  return series;
}

/** Of a UTC day, known so long after it began. */
function daily(column: string, lagMs: number): RowReader {
  return (row) => {
    const at = row.day('date');
    return { at, availableAt: at + lagMs, value: row.number(column) };
  };
}

/** Of an hourly bar, known when it closed. */
function hourly(valueOf: (row: TableRow) => number): RowReader {
  return (row) => {
    const at = row.number('timestamp_ms');
    return { at, availableAt: at + HOUR_MS, value: valueOf(row) };
  };
}

/** The committee decides at two in the afternoon in New York. */
function decisionOf(day: EpochMs): EpochMs {
  return slotInstants({ zone: 'America/New_York', slots: ['14:00'] }, day, day + DAY_MS)[0].cutoff;
}

function checkAscending({ at }: Series, path: string): void {
  const late = at.findIndex((moment, i) => i > 0 && moment <= at[i - 1]);
  if (late < 0) return;
  throw new AlmanacError(
    'data.unsorted',
    `${path}: value ${late + 1} is not later than the one before it. Sort the file by time and remove doubles.`,
    { path, row: late + 1 },
  );
}
