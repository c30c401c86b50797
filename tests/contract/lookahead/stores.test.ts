/** What a data folder learned from later releases must not reach one of an earlier moment. */
import { afterAll, describe, expect, it } from 'vitest';
import type { MarketSources, ReleaseRequest } from '../../../activities/ports.ts';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { openExchanges } from '../../../adapters/exchange/exchanges.ts';
import { type EpochMs, DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { startExchange } from '../../../lab/exchange/server.ts';
import { hundredDays, hundredDaysCutoff, marketFile } from '../../fixtures/market-file.ts';
import { backDatedRequest, hashesOf, openPipeline } from '../../fixtures/pipeline.ts';

const compute = openCompute({ threads: 2 });
afterAll(() => compute[Symbol.asyncDispose]());

/** The artefacts of the last of several releases made in one folder. */
async function lastOf(requests: readonly ReleaseRequest[]): Promise<Record<string, string>> {
  await using pipeline = await openPipeline({ compute });
  let last: Record<string, string> = {};
  for (const request of requests) last = hashesOf(await pipeline.release(request));
  return last;
}

describe('a release as of an earlier moment', { timeout: 180_000 }, () => {
  it('is the same in a folder that holds the embeddings and the learned state of later ones', async () => {
    await using file = await marketFile(hundredDays);
    const at = (cutoff: EpochMs) => backDatedRequest({ cutoff, candleFiles: [file.path] });
    const fresh = await lastOf([at(hundredDaysCutoff)]);
    const used = await lastOf([at(hundredDaysCutoff + 58 * HOUR_MS), at(hundredDaysCutoff)]);
    expect(used).toEqual(fresh);
  });

  it('is the same in a folder that holds the candles an exchange told later, also that of the open hour', async () => {
    const cutoff = Date.parse('2023-06-01T12:00Z');
    await using exchange = await startExchange({ seed: '7', symbols: ['BTC/USDT'], clock: () => now });
    let now = cutoff + DAY_MS + 1_000;
    const sources: MarketSources = {
      open: async () =>
        openExchanges({
          kind: 'simulated',
          venues: ['binance'],
          origin: exchange.origin,
          series: 'simulated:7',
          clock: { now: () => now },
        }),
    };
    const ingested = async (moments: readonly EpochMs[]) => {
      await using pipeline = await openPipeline({ compute, sources });
      let prices = '';
      for (const moment of moments) {
        now = Math.max(moment, cutoff) + 31 * 60_000;
        const request = backDatedRequest({ cutoff: moment, candleFiles: [], source: 'simulated' });
        const { artefacts } = await pipeline.step('ingest', request);
        prices = hashesOf(artefacts)['prices.parquet'];
      }
      return prices;
    };
    expect(await ingested([cutoff + DAY_MS, cutoff])).toBe(await ingested([cutoff]));
  });
});
