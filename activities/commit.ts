/** The ledger row of a release, whatever happened to it; nothing is shown to anyone before it is there. */
import { assembleDocument } from '../domain/ledger/assemble.ts';
import { commitmentText, MAX_COMMITMENT_BYTES } from '../domain/ledger/commitment.ts';
import type { ArtefactRef, ReleaseDocument, ReleaseStatus } from '../domain/ledger/document.ts';
import { AlmanacError, type ErrorBody, type ErrorCode } from '../domain/errors.ts';
import { PASSING } from './activity.ts';
import type { Committed } from './contract.ts';
import { documentParts } from './parts.ts';
import type { Ports, ReleaseRequest } from './ports.ts';
import { StepInputs } from './step-inputs.ts';

/** Asked again until there was no time left. Everything else that ends a release is a refusal. */
const RAN_OUT_OF_TIME: ReadonlySet<ErrorCode> = new Set([...PASSING, 'release.late']);

export async function commitRelease(
  ports: Ports,
  request: ReleaseRequest,
  artefacts: readonly ArtefactRef[],
  refusal: ErrorBody | null,
): Promise<Committed> {
  const stored = await ports.stores.releases.find(request.releaseId);
  if (stored?.document && stored.ledger) return committed(stored.document, stored.ledger.sequence);
  await ports.stores.releases.begin(request);
  const now = ports.clock.now();
  const document = await documentOf(ports, request, artefacts, outcomeOf(request, refusal, now));
  const body = commitmentText(document);
  if (Buffer.byteLength(body) > MAX_COMMITMENT_BYTES) {
    throw new AlmanacError(
      'payload.too-large',
      `The commitment of ${request.releaseId} has ${Buffer.byteLength(body)} bytes; at most ${MAX_COMMITMENT_BYTES} are allowed.`,
      { bytes: Buffer.byteLength(body) },
    );
  }
  const entry = await ports.stores.ledger.append(
    { source: request.source, kind: 'release', schema: document.schema, key: request.releaseId, body },
    now,
    { document, publications: publicationsOf(ports, document) },
  );
  return committed(document, entry.sequence);
}

function publicationsOf({ publishers }: Ports, document: ReleaseDocument) {
  return publishers.filter((publisher) => publisher.wants(document)).map(({ name }) => ({ publisher: name }));
}

/**
 * Late is late, whatever was computed: such a row is `missed`, its artefacts are kept. So is one whose time ran out while
 * something outside did not answer: the engine gives up when the next attempt would be too late, a little before that.
 */
function outcomeOf(
  request: ReleaseRequest,
  refusal: ErrorBody | null,
  now: number,
): { status: ReleaseStatus; error: ErrorBody | null } {
  if (request.deadline !== null && now > request.deadline) {
    const late = new AlmanacError(
      'release.late',
      `The release was due by ${new Date(request.deadline).toISOString()} and was ready ${Math.round((now - request.deadline) / 1000)} s later; it is recorded as missed, not published late.${refusal ? ` It had met: ${refusal.message}` : ''}`,
      { deadline: request.deadline, now },
    );
    return { status: 'missed', error: late.body() };
  }
  if (refusal === null) return { status: 'published', error: null };
  return { status: RAN_OUT_OF_TIME.has(refusal.code) ? 'missed' : 'fallback', error: refusal };
}

async function documentOf(
  ports: Ports,
  request: ReleaseRequest,
  artefacts: readonly ArtefactRef[],
  outcome: { status: ReleaseStatus; error: ErrorBody | null },
): Promise<ReleaseDocument> {
  const inputs = new StepInputs(artefacts, ports.objects, ports.tables);
  return assembleDocument(request, await documentParts(inputs), { ...outcome, artefacts });
}

function committed(document: ReleaseDocument, sequence: number): Committed {
  const verdict = document.status === 'published' ? document.card.action : document.status;
  return { status: document.status, verdict, sequence };
}
