import { afterAll, expect, it } from 'vitest';
import { replayRelease } from '../../../activities/replay.ts';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { MODELS } from '../../../domain/models/registry.ts';
import { backDatedRequest, openPipeline } from '../../fixtures/pipeline.ts';
import { CUTOFF, RECORDED_BTC, recordedBars, writeBars } from '../../fixtures/recorded-bars.ts';

const compute = openCompute({ threads: 2 });
afterAll(() => compute[Symbol.asyncDispose]());

it.skipIf(!RECORDED_BTC)(
  'thirteen months of a real market, enough for every member, are learned and forecast again to the byte',
  { timeout: 240_000 },
  async () => {
    await using pipeline = await openPipeline({ compute });
    const file = await writeBars(pipeline.dataDir, 'BTCUSDT-1h.csv.gz', recordedBars(400));
    const request = backDatedRequest({ cutoff: CUTOFF, candleFiles: [file] });
    await pipeline.release(request);

    const report = await replayRelease(
      pipeline.ports,
      request.releaseId,
      'tested-code',
      new AbortController().signal,
      true,
    );

    expect(report.artefacts.filter(({ recorded, rebuilt }) => recorded !== rebuilt)).toEqual([]);
    expect(report.verdict).toBe('identical');
    expect(report.artefacts.some(({ key }) => key.startsWith('learned/'))).toBe(true);
    const document = (await pipeline.ports.stores.releases.find(request.releaseId))?.document;
    const members = document?.forecasts[0].members.filter(({ droppedReason }) => droppedReason === null) ?? [];
    expect(members.map(({ model }) => model).sort()).toEqual(MODELS.map(({ name }) => name).sort());
  },
);
