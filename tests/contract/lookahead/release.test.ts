import { afterAll, describe, expect, it } from 'vitest';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { type Candles, type EpochMs, HOUR_MS } from '../../../domain/market/candles.ts';
import { checkLookahead } from '../../../lab/lookahead/check.ts';
import { hundredDays, hundredDaysCutoff, hundredDaysPast, marketFile } from '../../fixtures/market-file.ts';
import { backDatedRequest, hashesOf, openPipeline } from '../../fixtures/pipeline.ts';

const compute = openCompute({ threads: 2 });
afterAll(() => compute[Symbol.asyncDispose]());

/** The hash of every artefact of a release made from nothing, the report included. */
async function releaseOf(candles: Candles, cutoff: EpochMs, tail: readonly string[] = []): Promise<string> {
  await using file = await marketFile(candles, tail);
  await using pipeline = await openPipeline({ compute });
  return JSON.stringify(hashesOf(await pipeline.release(backDatedRequest({ cutoff, candleFiles: [file.path] }))));
}

describe('a whole release', { timeout: 180_000 }, () => {
  it('does not change by a byte, whatever follows the cutoff, and does when the past moves by one bar', async () => {
    const report = await checkLookahead(releaseOf, hundredDays, hundredDaysCutoff);
    expect(report).toEqual({ changed: ['shifted'], leaks: [], blind: [] });
  });

  it('is the same behind a tail that no market has', async () => {
    const at = (hours: number) => hundredDaysCutoff + hours * HOUR_MS;
    const tail = [
      `${at(0)},nan,NaN,,-1,0`,
      `${at(0)},1e300,1e300,1e-300,5,-7`,
      `${at(0) + 1},1,1,1,1,1`,
      `${at(9)},0,0,0,0,0`,
      `${at(4)},Infinity,-Infinity,up,down,?`,
      `${at(87_600)},1,1,1,1,1`,
      `${at(1)}`,
    ];
    const untouched = await releaseOf(hundredDaysPast, hundredDaysCutoff);
    expect(await releaseOf(hundredDaysPast, hundredDaysCutoff, tail)).toBe(untouched);
  });
});
