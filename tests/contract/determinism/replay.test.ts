import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Compute, ReleaseRequest } from '../../../activities/ports.ts';
import { replayRelease } from '../../../activities/replay.ts';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import type { ArtefactRef } from '../../../domain/ledger/document.ts';
import type { RegimeVerdict } from '../../../domain/regime/regime.ts';
import { hundredDaysCutoff, hundredDaysPast, marketFile } from '../../fixtures/market-file.ts';
import { backDatedRequest, openPipeline, type Pipeline } from '../../fixtures/pipeline.ts';

const compute = openCompute({ threads: 2 });
const { signal } = new AbortController();
let pipeline: Pipeline;
let request: ReleaseRequest;
let artefacts: readonly ArtefactRef[];

beforeAll(async () => {
  await using file = await marketFile(hundredDaysPast);
  pipeline = await openPipeline({ compute });
  request = backDatedRequest({ cutoff: hundredDaysCutoff, candleFiles: [file.path] });
  artefacts = await pipeline.release(request);
});

afterAll(async () => {
  await pipeline[Symbol.asyncDispose]();
  await compute[Symbol.asyncDispose]();
});

const replay = (present = request.codeVersion, ports = pipeline.ports) =>
  replayRelease(ports, request.releaseId, present, signal);
const pathOf = (key: string) => join(pipeline.dataDir, 'objects', key);

describe('replaying a release', () => {
  it('rebuilds every artefact to the byte, without the file that the prices came from', async () => {
    const { verdict, artefacts: compared } = await replay();
    expect(compared.filter(({ recorded, rebuilt }) => recorded !== rebuilt)).toEqual([]);
    expect(verdict).toBe('identical');
    const inputs = ['prices.parquet', 'sources.json'];
    const expected = artefacts.map(({ key }) => key).filter((key) => !inputs.some((name) => key.endsWith(`/${name}`)));
    expect(compared.map(({ key }) => key).sort()).toEqual(expected.sort());
  });

  it('says so under other code, and rebuilds nothing', async () => {
    const report = await replay('other-code-1');
    expect(report).toMatchObject({ verdict: 'other-code', artefacts: [] });
    expect(report.codeVersion).toEqual({ recorded: 'tested-code', present: 'other-code-1' });
  });

  it('names every artefact that comes out otherwise', async () => {
    const surer: Compute = {
      async run<T>(task: string, input: unknown, limits: { readonly timeoutMs: number }) {
        const answer = await compute.run<T>(task, input, limits);
        if (task !== 'detect-regime') return answer;
        return { ...answer, confidence: (answer as RegimeVerdict).confidence / 2 };
      },
    };
    const report = await replay(request.codeVersion, { ...pipeline.ports, compute: surer });
    expect(report.verdict).toBe('differs');
    const different = report.artefacts.filter(({ recorded, rebuilt }) => recorded !== rebuilt).map(({ key }) => key);
    expect(different).toEqual([`releases/${request.releaseId}/regime.json`]);
  });

  it('names any stored object of which one bit was flipped, or which is gone, before anything is rebuilt', async () => {
    for (const { key } of artefacts) {
      const whole = await readFile(pathOf(key));
      await writeFile(pathOf(key), whole.with(whole.length >> 1, whole[whole.length >> 1] ^ 1));
      expect(await replay(), key).toMatchObject({ verdict: 'differs', damaged: [key], artefacts: [] });
      await rm(pathOf(key));
      expect(await replay(), key).toMatchObject({ verdict: 'differs', damaged: [key], artefacts: [] });
      await writeFile(pathOf(key), whole);
    }
    expect((await replay()).damaged).toEqual([]);
  });

  it('checks the objects before it looks at the code', async () => {
    const [{ key }] = artefacts;
    const whole = await readFile(pathOf(key));
    await writeFile(pathOf(key), whole.subarray(1));
    expect(await replay('other-code-1')).toMatchObject({ verdict: 'differs', damaged: [key] });
    await writeFile(pathOf(key), whole);
  });

  it('is identical where a model ran out of time in the release and does not in the replay', async () => {
    const late: Compute = {
      run<T>(task: string, input: unknown, limits: { readonly timeoutMs: number }) {
        const { name } = input as { readonly name?: string };
        if (`${task} ${name}` !== 'forecast-member ewma' && `${task} ${name}` !== 'learn-member theta') {
          return compute.run<T>(task, input, limits);
        }
        return Promise.reject(new AlmanacError('model.timeout', `${task} did not finish and was stopped.`));
      },
    };
    await using file = await marketFile(hundredDaysPast);
    await using hurried = await openPipeline({ compute: late });
    const asked = backDatedRequest({ cutoff: hundredDaysCutoff, candleFiles: [file.path] });
    expect((await hurried.release(asked)).map(({ key }) => key)).toContain(`releases/${asked.releaseId}/learned.json`);
    const report = await replayRelease({ ...hurried.ports, compute }, asked.releaseId, asked.codeVersion, signal);
    expect(report.artefacts.filter(({ recorded, rebuilt }) => recorded !== rebuilt)).toEqual([]);
    expect(report.verdict).toBe('identical');
  });

  it('of a release nobody made is refused by name', async () => {
    await expect(replayRelease(pipeline.ports, 'BTC-USDT_never', 'tested-code', signal)).rejects.toMatchObject({
      code: 'input.unknown-release',
    });
  });
});
