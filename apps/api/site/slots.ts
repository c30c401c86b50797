/** Past slots as the page lists them, from what is committed. */
import type { LedgerEntry } from '../../../activities/ports.ts';
import type { ReleaseStream } from '../../../domain/ledger/document.ts';
import type { SourceKind } from '../../../domain/market/sources.ts';
import type { ErrorBody } from '../../../domain/errors.ts';
import type { PageSlot, SlotPages } from '../../../domain/report/page/input.ts';
import type { Surroundings } from '../surroundings.ts';
import { outcomesOf } from './outcomes.ts';

/** The public denominator (METHODS §8): nothing asked for by hand enters it. */
const PLANNED: readonly ReleaseStream[] = ['planned'];

/** The part of a commitment that a list shows. */
interface Committed {
  readonly releaseId: string;
  readonly symbol: string;
  readonly cutoff: string;
  readonly status: PageSlot['status'];
  readonly error: ErrorBody | null;
  readonly card: { readonly action: string };
  readonly forecasts: readonly { readonly horizonHours: number }[];
}

export async function pastSlots(
  { stores: { readers } }: Surroundings,
  source: SourceKind,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<SlotPages> {
  const filter = { source, streams: PLANNED };
  const entries = await readers.releases({ ...filter, limit, ...(before !== null && { before }) });
  const committed = entries.map((entry) => ({ entry, body: JSON.parse(entry.body) as Committed }));
  const issued = committed.map(({ body }) => ({ releaseId: body.releaseId, horizonsHours: horizonsOf(body) }));
  const outcomes = await outcomesOf(readers, source, issued);
  const last = entries.at(-1);
  return {
    slots: committed.map(({ entry, body }) => slotOf(entry, body, outcomes.get(body.releaseId) ?? [])),
    total: await readers.count(filter),
    before: last && entries.length === limit ? last.sequence : null,
  };
}

function slotOf({ hash }: LedgerEntry, body: Committed, outcomes: PageSlot['outcomes']): PageSlot {
  const { releaseId, symbol, cutoff, status, error, card } = body;
  return {
    ...{ releaseId, symbol, status, hash, outcomes, horizonsHours: horizonsOf(body) },
    ...{ cutoff: Date.parse(cutoff), errorCode: error?.code ?? null, action: card.action },
  };
}

const horizonsOf = ({ forecasts }: Committed) => forecasts.map(({ horizonHours }) => horizonHours);
