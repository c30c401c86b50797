import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ObjectStore, TableCodec } from '../../../activities/ports.ts';
import { candlesOf, priceTable } from '../../../activities/prices.ts';
import { StepInputs } from '../../../activities/step-inputs.ts';
import { openFolderStore } from '../../../adapters/object-store/folder.ts';
import { parquetCodec } from '../../../adapters/parquet/codec.ts';
import { sha256 } from '../../../domain/ledger/hash.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { candlesOf as candlesOfRows } from '../../../domain/market/rows.ts';

const SYMBOL = 'BTC/USDT';
const KEY = 'releases/one/prices.parquet';

let folder: string;
let objects: ObjectStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-prices-'));
  objects = await openFolderStore(folder);
});
afterAll(() => rm(folder, { recursive: true }));

it('prices that several steps read are decoded once, and bytes that changed since are still refused by name', async () => {
  const candles = candlesOfRows([[0, 1, 3, 0.5, 2, 10]], SYMBOL, HOUR_MS);
  const bytes = await parquetCodec.encode(priceTable(candles));
  await objects.putIfAbsent(KEY, bytes, 'application/vnd.apache.parquet');
  let decoded = 0;
  const counting: TableCodec = {
    encode: parquetCodec.encode,
    decode: (table) => {
      decoded++;
      return parquetCodec.decode(table);
    },
  };
  const step = () => new StepInputs([{ key: KEY, sha256: sha256(bytes), bytes: bytes.byteLength }], objects, counting);
  const read = await Promise.all([1, 2, 3].map(() => candlesOf(step(), { symbol: SYMBOL })));
  expect(read).toEqual([candles, candles, candles]);
  expect(decoded).toBe(1);

  await writeFile(join(folder, KEY), 'other bytes');
  await expect(candlesOf(step(), { symbol: SYMBOL })).rejects.toMatchObject({ code: 'store.corrupt' });
});
