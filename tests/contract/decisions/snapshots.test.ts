/** DESIGN §10: what was seen after the cutoff (book, funding) carries its own time, is shown, and weighs nothing. */
import { afterAll, expect, it } from 'vitest';
import type { MarketSource, MarketSources } from '../../../activities/ports.ts';
import { openRecorded } from '../../../adapters/candle-file/recorded.ts';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { MINUTE_MS } from '../../../domain/market/candles.ts';
import { hundredDaysCutoff, hundredDaysPast, marketFile } from '../../fixtures/market-file.ts';
import { backDatedRequest, hashesOf, openPipeline } from '../../fixtures/pipeline.ts';

const compute = openCompute({ threads: 2 });
afterAll(() => compute[Symbol.asyncDispose]());

const SEEN_AT = hundredDaysCutoff + 3 * MINUTE_MS;
const seen: Pick<MarketSource, 'orderBook' | 'derivatives'> = {
  orderBook: async () => ({ availableAt: SEEN_AT, bids: [[29_000, 3]], asks: [[29_001, 0.2]] }),
  derivatives: async () => ({
    availableAt: SEEN_AT,
    fundingRate: 0.01,
    nextFundingTime: null,
    markPrice: 29_500,
    indexPrice: 29_000,
    openInterest: 1e6,
  }),
};
const withSnapshots: MarketSources = {
  open: async ({ candleFiles }) => ({ ...openRecorded({ files: candleFiles }), ...seen }),
};

it('a snapshot is stored with its time and changes no forecast, no scenario and no regime', async () => {
  await using file = await marketFile(hundredDaysPast);
  const request = backDatedRequest({ cutoff: hundredDaysCutoff, candleFiles: [file.path] });
  await using without = await openPipeline({ compute });
  await using having = await openPipeline({ compute, sources: withSnapshots });
  const plain = hashesOf(await without.release(request));
  const shown = hashesOf(await having.release(request));

  expect(Object.keys(shown).filter((name) => !(name in plain))).toEqual(['derivatives.json', 'order-book.json']);
  const document = (await having.ports.stores.releases.find(request.releaseId))?.document;
  const book = document?.sources.find(({ name }) => name === 'order-book');
  expect(book).toMatchObject({ status: 'ok', ageMs: 0 });
  const weighed = ['prices.parquet', 'regime.json', 'similar.json', 'members.json', 'forecasts.json', 'scenarios.json'];
  for (const name of weighed) expect([name, shown[name]]).toEqual([name, plain[name]]);
});
