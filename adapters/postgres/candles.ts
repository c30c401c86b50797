import type { CandleStore, Database } from '../../activities/ports.ts';
import { CANDLE_COLUMNS, type Candles } from '../../domain/market/candles.ts';
import { doublesOf } from './doubles.ts';

type Columns = Pick<Candles, (typeof CANDLE_COLUMNS)[number]>;

const COLUMNS = ['open_time_ms', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Columns of numbers in binary form, in hexadecimal: 17,520 candles cost a third of what they cost as arrays of decimals. */
const LOAD = `select ${COLUMNS.map((name) => `encode(string_agg(float8send(${name}::float8), '' order by open_time_ms), 'hex') as ${name}`).join(', ')}
from candles where series = $1 and symbol = $2 and bar_ms = $3 and open_time_ms >= $4 and open_time_ms < $5`;

const SAVE = `with incoming as (
  select * from unnest($5::bigint[], $6::float8[], $7::float8[], $8::float8[], $9::float8[], $10::float8[])
    as bar (${COLUMNS.join(', ')})
), revised as (
  select count(*) as revised from incoming i join candles c
    on c.series = $1 and c.symbol = $2 and c.bar_ms = $3 and c.open_time_ms = i.open_time_ms
  where (c.open, c.high, c.low, c.close, c.volume) is distinct from (i.open, i.high, i.low, i.close, i.volume)
), saved as (
  insert into candles as c (series, symbol, bar_ms, seen_at_ms, ${COLUMNS.join(', ')})
  select $1, $2, $3, $4, ${COLUMNS.join(', ')} from incoming
  on conflict (series, symbol, bar_ms, open_time_ms) do update
    set open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
        volume = excluded.volume, seen_at_ms = excluded.seen_at_ms
    where (c.open, c.high, c.low, c.close, c.volume) is distinct from
          (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume)
)
select revised from revised`;

export function createCandleStore(database: Database): CandleStore {
  return {
    async load(series, symbol, barMs, from, to) {
      const [loaded] = await database.query<Record<(typeof COLUMNS)[number], string | null>>(LOAD, [
        series,
        symbol,
        barMs,
        from,
        to,
      ]);
      const columns = CANDLE_COLUMNS.map((column, i) => [column, doublesOf(loaded[COLUMNS[i]] ?? '')] as const);
      return { symbol, barMs, ...(Object.fromEntries(columns) as unknown as Columns) };
    },

    async save(series, candles, seenAt) {
      const columns = CANDLE_COLUMNS.map((column) => Array.from(candles[column]));
      const values = [series, candles.symbol, candles.barMs, seenAt, ...columns];
      const [{ revised }] = await database.query<{ revised: number }>(SAVE, values);
      return { revised };
    },
  };
}
