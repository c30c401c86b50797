/** What the registry says of the models that a release used or a retraining made; and what it does not put up with. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Compute, ReleaseRequest } from '../../../activities/ports.ts';
import type { StepDone } from '../../../activities/contract.ts';
import { retrain } from '../../../activities/retrain.ts';
import { StepInputs } from '../../../activities/step-inputs.ts';
import { STEPS } from '../../../activities/steps/index.ts';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { listModels, showModel } from '../../../apps/operations/models.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { RECIPE } from '../../../domain/ensemble/recipe.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { weeklyBoundary } from '../../../domain/market/week.ts';
import { MODELS } from '../../../domain/models/registry.ts';
import { keepLearned, lendLearned } from '../../fixtures/learned-cache.ts';
import { hundredDaysCutoff, hundredDaysPast, type MarketFile, marketFile } from '../../fixtures/market-file.ts';
import { backDatedRequest, openPipeline, type Pipeline } from '../../fixtures/pipeline.ts';

const compute = openCompute({ threads: 2 });
const { signal } = new AbortController();
let file: MarketFile;
let pipeline: Pipeline;
let request: ReleaseRequest;
let learned: StepDone;

const objects = () => join(pipeline.dataDir, 'objects');
const learnedKey = () => learned.artefacts[0].key;
const again = (ports = pipeline.ports) => retrain(ports, request, request, signal);
const entries = () => pipeline.ports.stores.registry.newest({});

async function learnedFor(asked: ReleaseRequest): Promise<StepDone> {
  const { artefacts } = await pipeline.step('ingest', asked);
  return await pipeline.step('learn', asked, artefacts);
}

beforeAll(async () => {
  file = await marketFile(hundredDaysPast);
  pipeline = await openPipeline({ compute });
  request = backDatedRequest({ cutoff: hundredDaysCutoff, candleFiles: [file.path] });
  await lendLearned(objects());
  learned = await learnedFor(request);
  await keepLearned(objects());
});

afterAll(async () => {
  await pipeline[Symbol.asyncDispose]();
  await file[Symbol.asyncDispose]();
  await compute[Symbol.asyncDispose]();
});

describe('a release', () => {
  it('registers every member and the ensemble, with what they were learned from', async () => {
    const registered = await entries();
    expect(registered.map(({ member, version }) => [member, version])).toEqual(
      [...MODELS.map(({ name, version }) => [name, version]), ['ensemble', RECIPE.version]].toSorted(([a], [b]) =>
        a < b ? -1 : 1,
      ),
    );
    const boundary = weeklyBoundary(hundredDaysCutoff);
    for (const entry of registered) {
      expect(entry).toMatchObject({ symbol: 'BTC/USDT', source: 'recorded', boundary, since: boundary });
      expect(entry).toMatchObject({ learnedKey: learnedKey(), releaseId: request.releaseId });
      expect(entry.window.lastBar).toBe(boundary - HOUR_MS);
      expect(entry.parametersSha256 === null).toBe(entry.droppedReason !== null);
    }
  });

  it('of the same week leaves the entries with the one that came first, though it learned nothing itself', async () => {
    const before = await entries();
    const earlier = { ...request, cutoff: hundredDaysCutoff - HOUR_MS, releaseId: 'an-hour-earlier' };
    expect(await learnedFor(earlier)).toMatchObject({ summary: 'known since this week began' });
    expect(await entries()).toEqual(before);
  });

  it('registers what it found stored as if it had learned it, but has watched nothing', async () => {
    const { artefacts } = await pipeline.step('ingest', request);
    const inputs = new StepInputs(artefacts, pipeline.ports.objects, pipeline.ports.tables);
    const { rows, reused } = await STEPS.learn.build({ ports: pipeline.ports, request, inputs, signal });
    expect(reused).toMatchObject([{ key: learnedKey() }]);
    expect(rows).toMatchObject([{ table: 'model_registry' }, { table: 'coverage_watches', rows: [] }]);
    expect(rows[0].rows.map(({ member, parameters_sha256: hash }) => [member, hash]).toSorted()).toEqual(
      (await entries()).map(({ member, parametersSha256 }) => [member, parametersSha256]),
    );
  });
});

describe('a retraining', () => {
  it('finds the stored state again to the byte, watches its intervals, and compares it with what ran before', async () => {
    await pipeline.ports.stores.registry.record([
      {
        table: 'model_registry',
        rows: [
          {
            ...{ source: 'recorded', symbol: 'BTC/USDT', member: 'ensemble', version: '0', role: 'ensemble' },
            ...{ boundary_ms: 8 * HOUR_MS, first_bar_ms: 0, last_bar_ms: 7 * HOUR_MS, bars: 8 },
            ...{ parameters_sha256: 'a'.repeat(64), dropped_reason: null, data_sha256: 'b'.repeat(64), scores: {} },
            ...{ learned_key: 'learned/old.json', code_version: 'old', recorded_at_ms: 1 },
          },
        ],
      },
    ]);
    const { kept, now, before, watches } = await again();
    expect(kept).toBe('same');
    expect(now).toMatchObject({ learnedKey: learnedKey(), recipe: RECIPE.version });
    expect(now.horizons.map(({ horizonHours }) => horizonHours)).toEqual([4, 12, 24]);
    for (const { shares } of now.horizons)
      expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(before).toMatchObject({ learnedKey: 'learned/old.json', recipe: '0' });
    expect(watches.map(({ horizonHours }) => horizonHours)).toEqual([4, 12, 24]);
    expect((await listModels(pipeline.ports, {})).watches).toEqual(watches);
  });

  it('registers nothing when a model breaks, because the next run may come out otherwise', async () => {
    const breaking: Compute = {
      async run<T>(task: string, input: unknown, limits: { readonly timeoutMs: number }) {
        if (task === 'learn-member') throw new AlmanacError('model.timeout', 'It took too long.');
        return await compute.run<T>(task, input, limits);
      },
    };
    const before = await entries();
    const failed = { code: 'model.failed', message: expect.stringContaining('har-x: It took too long.') };
    await expect(again({ ...pipeline.ports, compute: breaking })).rejects.toMatchObject(failed);
    expect(await entries()).toEqual(before);
  });
});

describe('showing a model', () => {
  it('answers the parameters that were registered', async () => {
    const [shown] = await showModel(pipeline.ports, { name: 'ewma' });
    expect(shown).toMatchObject({ member: 'ewma', parametersSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(shown.parameters).toEqual(expect.any(Object));
    expect(await showModel(pipeline.ports, { name: 'ensemble' })).toMatchObject([{ parameters: { schema: 1 } }]);
  });

  it('names those that are there when asked for another', async () => {
    const refusal = { code: 'input.invalid', message: expect.stringMatching(/No model "hal".*har-x/) };
    await expect(showModel(pipeline.ports, { name: 'hal' })).rejects.toMatchObject(refusal);
  });
});

describe('a learned object that was damaged', () => {
  const damaged = async (change: (text: string) => string, meanwhile: () => Promise<void>) => {
    const path = join(objects(), learnedKey());
    const text = await readFile(path, 'utf8');
    await writeFile(path, change(text));
    await meanwhile().finally(() => writeFile(path, text));
  };

  it.each([
    ['cut short', (text: string) => text.slice(0, text.length / 2)],
    ['of another schema', (text: string) => text.replace(/"schema":1/g, '"schema":9')],
  ])('(%s) is refused by the release and by name', async (_, change) => {
    await damaged(change, async () => {
      const corrupt = { code: 'store.corrupt', message: expect.stringContaining(learnedKey()) };
      await expect(learnedFor(request)).rejects.toMatchObject(corrupt);
      await expect(showModel(pipeline.ports, { name: 'ewma' })).rejects.toMatchObject(corrupt);
    });
  });

  it('in one parameter is told from what was registered, and by learning anew', async () => {
    const change = (text: string) => text.replace(/"ewma":\{"parameters":\{(.*?)0\./, '"ewma":{"parameters":{$11.');
    await damaged(change, async () => {
      const corrupt = { code: 'store.corrupt', detail: { member: 'ewma' } };
      await expect(showModel(pipeline.ports, { name: 'ewma' })).rejects.toMatchObject(corrupt);
      await expect(showModel(pipeline.ports, { name: 'har' })).resolves.toHaveLength(1);
      await expect(again()).rejects.toMatchObject({ code: 'replay.differs', detail: { key: learnedKey() } });
    });
  });
});
