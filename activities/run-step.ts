/** Load, one pure build, save: the only way a step touches the world. First write wins, so a repeated attempt is harmless. */
import type { ArtefactRef } from '../domain/ledger/document.ts';
import { sha256 } from '../domain/ledger/hash.ts';
import type { StepDone } from './contract.ts';
import type { Ports, ReleaseRequest } from './ports.ts';
import type { BuiltFile, Step } from './step.ts';
import { StepInputs } from './step-inputs.ts';

export async function runStep(
  step: Step,
  ports: Ports,
  request: ReleaseRequest,
  refs: readonly ArtefactRef[],
  signal: AbortSignal,
): Promise<StepDone> {
  const startedAt = ports.clock.now();
  const inputs = new StepInputs(refs, ports.objects, ports.tables);
  const built = await step.build({ ports, request, inputs, signal });
  const artefacts = [...(built.reused ?? []), ...(await store(ports, request, built.files))];
  await ports.stores.steps.record({
    releaseId: request.releaseId,
    step: step.name,
    inputSha256: inputHash(request, refs),
    artefacts,
    durationMs: ports.clock.now() - startedAt,
    rows: built.rows,
  });
  return { artefacts, summary: built.summary };
}

async function store(ports: Ports, request: ReleaseRequest, files: readonly BuiltFile[]): Promise<ArtefactRef[]> {
  return await Promise.all(
    files.map(async (file) => {
      const key = file.shared ? file.name : `releases/${request.releaseId}/${file.name}`;
      const written = await ports.objects.putIfAbsent(key, file.bytes, file.contentType);
      const bytes = written === 'written' ? file.bytes : await ports.objects.get(key);
      return { key, sha256: sha256(bytes), bytes: bytes.byteLength };
    }),
  );
}

function inputHash(request: ReleaseRequest, refs: readonly ArtefactRef[]): string {
  return sha256(new TextEncoder().encode(JSON.stringify([request, refs.map((ref) => ref.sha256)])));
}
