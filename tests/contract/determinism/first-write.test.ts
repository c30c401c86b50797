import { afterAll, expect, it } from 'vitest';
import type { ReleaseRequest } from '../../../activities/ports.ts';
import { replayRelease } from '../../../activities/replay.ts';
import { runStep } from '../../../activities/run-step.ts';
import { STEPS } from '../../../activities/steps/index.ts';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { canonicalBytes } from '../../../domain/ledger/canonical.ts';
import { sha256 } from '../../../domain/ledger/hash.ts';
import { hundredDays, hundredDaysCutoff, hundredDaysPast, marketFile } from '../../fixtures/market-file.ts';
import { backDatedRequest, openPipeline, type Pipeline } from '../../fixtures/pipeline.ts';

const compute = openCompute({ threads: 2 });
const { signal } = new AbortController();
afterAll(() => compute[Symbol.asyncDispose]());

const documentOf = async ({ ports }: Pipeline, { releaseId }: ReleaseRequest) =>
  (await ports.stores.releases.find(releaseId))?.document;

it('goes on with what an earlier attempt stored, and every later step and the ledger row with it', async () => {
  await using file = await marketFile(hundredDaysPast);
  await using pipeline = await openPipeline({ compute });
  const request = backDatedRequest({ cutoff: hundredDaysCutoff, candleFiles: [file.path] });
  const first = canonicalBytes({ bullCase: ['said first'], bearCase: [], whatWouldChangeOurMind: [] });
  const key = `releases/${request.releaseId}/debate.json`;
  await pipeline.ports.objects.putIfAbsent(key, first, 'application/json');

  const artefacts = await pipeline.release(request);

  expect(artefacts.find((ref) => ref.key === key)?.sha256).toBe(sha256(first));
  expect((await documentOf(pipeline, request))?.explanation?.bullCase).toEqual(['said first']);
  const { verdict, artefacts: compared } = await replayRelease(
    pipeline.ports,
    request.releaseId,
    'tested-code',
    signal,
  );
  expect(verdict).toBe('differs');
  expect(compared.filter(({ recorded, rebuilt }) => recorded !== rebuilt).map((each) => each.key)).toEqual([key]);
});

it('takes the prices that were stored first when the source tells others the second time', async () => {
  await using file = await marketFile(hundredDaysPast);
  await using pipeline = await openPipeline({ compute });
  const request = backDatedRequest({ cutoff: hundredDaysCutoff, candleFiles: [file.path] });
  const first = await runStep(STEPS.ingest, pipeline.ports, request, [], signal);
  const revised = { ...hundredDays, volume: hundredDays.volume.map((volume) => volume * 2) };
  await using other = await marketFile(revised);

  const again = await runStep(STEPS.ingest, pipeline.ports, { ...request, candleFiles: [other.path] }, [], signal);

  expect(again.artefacts).toEqual(first.artefacts);
});
