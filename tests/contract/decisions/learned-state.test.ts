/** DESIGN §10, learned state: a pure function of the candles up to the weekly boundary; what a release loads, and how little is enough. */
import { afterAll, describe, expect, it } from 'vitest';
import { learnedHistory, learnedObject } from '../../../activities/learned.ts';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { parquetCodec } from '../../../adapters/parquet/codec.ts';
import { type Candles, candleCount, type EpochMs, HOUR_MS, sliceCandles } from '../../../domain/market/candles.ts';
import { historyAt, MAX_HISTORY_BARS, MIN_HISTORY_BARS } from '../../../domain/market/history.ts';
import { WEEK_MS, weeklyBoundary } from '../../../domain/market/week.ts';
import { candlesFrom } from '../../fixtures/candle-csv.ts';
import { hundredDays, hundredDaysCutoff, hundredDaysPast, marketFile } from '../../fixtures/market-file.ts';
import { backDatedRequest, openPipeline } from '../../fixtures/pipeline.ts';
import { simulatedHistory } from '../../fixtures/simulated-history.ts';

const compute = openCompute({ threads: 2 });
afterAll(() => compute[Symbol.asyncDispose]());

/** Longer than a release loads, so that what it loads moves with the hour. */
const long = candlesFrom(simulatedHistory({ bars: MAX_HISTORY_BARS + 400, seed: 'learned' }));
const end = long.openTime[long.openTime.length - 1];
const monday = weeklyBoundary(end - WEEK_MS);
const objectAt = (cutoff: EpochMs, candles: Candles = long) =>
  learnedObject(learnedHistory(historyAt(candles, cutoff)), backDatedRequest({ cutoff, candleFiles: [] }));

describe('releases of one week', () => {
  const hours = Array.from({ length: 168 }, (_, hour) => monday + hour * HOUR_MS);

  it('share what was learned, at whatever hour, and those of the next week do not', () => {
    expect(new Set(hours.map((cutoff) => objectAt(cutoff))).size).toBe(1);
    expect(objectAt(monday + WEEK_MS)).not.toBe(objectAt(monday));
    expect(objectAt(monday - HOUR_MS)).not.toBe(objectAt(monday));
  });

  it('share it also where the far end of their history has a gap', () => {
    const gapFrom = monday - (MAX_HISTORY_BARS - 20) * HOUR_MS;
    const kept = (opened: number) => opened < gapFrom || opened >= gapFrom + 200 * HOUR_MS;
    expect(new Set(hours.map((cutoff) => objectAt(cutoff, chosen(long, kept)))).size).toBe(1);
  });

  it('share it whatever happens after the boundary, and not when a bar before it is another', () => {
    const at = monday + 30 * HOUR_MS;
    expect(objectAt(at, doubled(monday, Number.POSITIVE_INFINITY))).toBe(objectAt(at));
    expect(objectAt(at, doubled(monday - HOUR_MS, monday))).not.toBe(objectAt(at));
  });

  it('learn once: three hours later the same object is taken', async () => {
    await using file = await marketFile(hundredDays);
    await using pipeline = await openPipeline({ compute });
    const learned = async (cutoff: EpochMs) => {
      const request = backDatedRequest({ cutoff, candleFiles: [file.path] });
      const { artefacts } = await pipeline.step('ingest', request);
      return await pipeline.step('learn', request, artefacts);
    };
    const first = await learned(hundredDaysCutoff);
    const later = await learned(hundredDaysCutoff + 3 * HOUR_MS);
    expect(later.artefacts).toEqual(first.artefacts);
    expect([first.summary, later.summary]).toEqual([
      expect.stringContaining('models on'),
      'known since this week began',
    ]);
  });
});

describe('the history of a release', () => {
  const last = (bars: number) =>
    sliceCandles(hundredDaysPast, candleCount(hundredDaysPast) - bars, candleCount(hundredDaysPast));

  it('is at most 17,520 hourly bars, whatever the source has', async () => {
    await using file = await marketFile(long);
    await using pipeline = await openPipeline({ compute });
    const request = backDatedRequest({ cutoff: end, candleFiles: [file.path] });
    const { artefacts } = await pipeline.step('ingest', request);
    const prices = await parquetCodec.decode(await pipeline.ports.objects.get(artefacts[0].key));
    expect(prices.columns[0].values).toHaveLength(17_520);
    expect(prices.columns[0].values[0]).toBe(end - 17_520 * HOUR_MS);
  });

  it('of 90 days is enough: what then is left out is named', async () => {
    await using file = await marketFile(last(MIN_HISTORY_BARS));
    await using pipeline = await openPipeline({ compute });
    const request = backDatedRequest({ cutoff: hundredDaysCutoff, candleFiles: [file.path] });
    await pipeline.release(request);
    const document = (await pipeline.ports.stores.releases.find(request.releaseId))?.document;
    expect(document?.status).toBe('published');
    const members = document?.forecasts[0].members ?? [];
    const dropped = members.filter(({ droppedReason }) => droppedReason !== null);
    expect(dropped.length).toBeGreaterThan(0);
    expect(dropped.length).toBeLessThan(members.length - 2);
    for (const { droppedReason } of dropped) expect(droppedReason).toMatch(/\d/);
  });

  it('of one bar less is refused', async () => {
    await using file = await marketFile(last(MIN_HISTORY_BARS - 1));
    await using pipeline = await openPipeline({ compute });
    const request = backDatedRequest({ cutoff: hundredDaysCutoff, candleFiles: [file.path] });
    await expect(pipeline.step('ingest', request)).rejects.toMatchObject({
      code: 'data.too-little-history',
      detail: { bars: 2159, neededBars: 2160 },
    });
  });
});

function chosen(candles: Candles, keeps: (openTime: number) => boolean): Candles {
  const column = (values: Float64Array) => values.filter((_, row) => keeps(candles.openTime[row]));
  const { open, high, low, close, volume, openTime } = candles;
  return {
    ...candles,
    openTime: column(openTime),
    open: column(open),
    high: column(high),
    low: column(low),
    close: column(close),
    volume: column(volume),
  };
}

/** Twice the volume in the bars that open from one moment to another. */
function doubled(from: EpochMs, to: EpochMs): Candles {
  const volume = long.volume.map((each, row) =>
    long.openTime[row] >= from && long.openTime[row] < to ? 2 * each : each,
  );
  return { ...long, volume };
}
