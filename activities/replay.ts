/**
 * Rebuilds a past release from its stored inputs and compares every artefact by hash (P4). Learned state, which many
 * releases share, is rebuilt as well when the replay is deep; otherwise its stored bytes are checked against their hash.
 */
import { AlmanacError } from '../domain/errors.ts';
import type { ArtefactRef } from '../domain/ledger/document.ts';
import { sha256 } from '../domain/ledger/hash.ts';
import type { StepName } from './contract.ts';
import type { Ports, ReleaseRequest } from './ports.ts';
import type { Step } from './step.ts';
import { StepInputs } from './step-inputs.ts';
import { STEPS } from './steps/index.ts';
import { STEP_NAMES } from './contract.ts';

export interface ReplayReport {
  readonly releaseId: string;
  readonly verdict: 'identical' | 'differs' | 'other-code';
  readonly codeVersion: { readonly recorded: string; readonly present: string };
  /** Stored objects whose bytes no longer match their recorded hash. */
  readonly damaged: readonly string[];
  readonly artefacts: readonly { readonly key: string; readonly recorded: string; readonly rebuilt: string | null }[];
}

/** `ingest` met the world: its artefacts are the inputs of everything else and are only checked, not rebuilt. */
const INPUT_STEP: StepName = 'ingest';

export async function replayRelease(
  ports: Ports,
  releaseId: string,
  present: string,
  signal: AbortSignal,
  deep = false,
): Promise<ReplayReport> {
  const stored = await ports.stores.releases.find(releaseId);
  if (!stored?.document) {
    throw new AlmanacError(
      'input.unknown-release',
      `The release "${releaseId}" is not recorded here; "npm run releases -- list" names those that are.`,
      { releaseId },
    );
  }
  const { request } = stored;
  const recorded = stored.document.artefacts;
  const codeVersion = { recorded: request.codeVersion, present };
  const damaged = await damagedObjects(ports, recorded);
  if (damaged.length > 0) return { releaseId, verdict: 'differs', codeVersion, damaged, artefacts: [] };
  if (request.codeVersion !== present) return { releaseId, verdict: 'other-code', codeVersion, damaged, artefacts: [] };
  const artefacts = await rebuildAll(ports, request, recorded, { fresh: deep, signal });
  const same = artefacts.every(({ recorded: was, rebuilt }) => was === rebuilt);
  return { releaseId, verdict: same ? 'identical' : 'differs', codeVersion, damaged, artefacts };
}

async function damagedObjects(ports: Ports, refs: readonly ArtefactRef[]): Promise<string[]> {
  const damaged: string[] = [];
  for (const ref of refs) {
    const bytes = await ports.objects.find(ref.key);
    if (bytes === null || sha256(bytes) !== ref.sha256) damaged.push(ref.key);
  }
  return damaged;
}

interface Manner {
  readonly fresh: boolean;
  readonly signal: AbortSignal;
}

async function rebuildAll(ports: Ports, request: ReleaseRequest, recorded: readonly ArtefactRef[], manner: Manner) {
  const byStep = await ports.stores.steps.artefacts(request.releaseId);
  const stepOf = new Map(byStep.map(({ key, step }) => [key, step]));
  const compared: { key: string; recorded: string; rebuilt: string | null }[] = [];
  for (const name of STEP_NAMES.filter((step) => step !== INPUT_STEP)) {
    const expected = recorded.filter(({ key }) => stepOf.get(key) === name);
    if (expected.length === 0) continue;
    const before = recorded.filter(({ key }) => comesBefore(stepOf.get(key), name));
    const rebuilt = await rebuild(STEPS[name], ports, request, { before, expected }, manner);
    for (const { key, sha256: was } of expected)
      compared.push({ key, recorded: was, rebuilt: rebuilt.get(key) ?? null });
  }
  return compared;
}

function comesBefore(step: string | undefined, name: StepName): boolean {
  return step !== undefined && STEP_NAMES.indexOf(step as StepName) < STEP_NAMES.indexOf(name);
}

async function rebuild(
  step: Step,
  ports: Ports,
  request: ReleaseRequest,
  { before, expected }: { readonly before: readonly ArtefactRef[]; readonly expected: readonly ArtefactRef[] },
  manner: Manner,
) {
  const inputs = new StepInputs(before, ports.objects, ports.tables);
  const recorded = new StepInputs(expected, ports.objects, ports.tables);
  const built = await step.build({ ports, request, inputs, recorded, ...manner });
  const hashes = new Map<string, string>();
  for (const file of built.files) {
    hashes.set(file.shared ? file.name : `releases/${request.releaseId}/${file.name}`, sha256(file.bytes));
  }
  for (const ref of built.reused ?? []) hashes.set(ref.key, ref.sha256);
  return hashes;
}
