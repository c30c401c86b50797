import { afterAll, expect, it } from 'vitest';
import { replayRelease } from '../../../activities/replay.ts';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { MODELS } from '../../../domain/models/registry.ts';
import { backDatedRequest, openPipeline } from '../../fixtures/pipeline.ts';
import { sharedData } from '../../shared-data.ts';

const file = sharedData('ohlcv/BTCUSDT-1h-2017-2023.csv.gz');
const compute = openCompute({ threads: 2 });
afterAll(() => compute[Symbol.asyncDispose]());

it.skipIf(!file)(
  'two years of a real market, with every member, are learned and forecast again to the byte',
  { timeout: 240_000 },
  async () => {
    await using pipeline = await openPipeline({ compute });
    const request = backDatedRequest({ cutoff: Date.parse('2023-06-01T12:00Z'), candleFiles: [file ?? ''] });
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
