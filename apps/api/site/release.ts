/** A committed release as a page shows it, with the prices it was made from. */
import { HANDOVER } from '../../../activities/parts.ts';
import type { StoredRelease } from '../../../activities/ports.ts';
import { changeAt } from '../../../activities/post-context.ts';
import { candlesOf } from '../../../activities/prices.ts';
import { StepInputs } from '../../../activities/step-inputs.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import type { ReleaseDocument } from '../../../domain/ledger/document.ts';
import type { PageRelease } from '../../../domain/report/page/input.ts';
import type { Outlook } from '../../../domain/scenarios/outlook.ts';
import type { Surroundings } from '../surroundings.ts';
import { outcomesOf } from './outcomes.ts';

/** As far back as the picture looks. */
const BARS_SHOWN = 48;

type Pictured = Pick<PageRelease, 'closes' | 'fan'>;

/** Null while it is not committed. */
export async function pageRelease(surroundings: Surroundings, stored: StoredRelease): Promise<PageRelease | null> {
  const { document, ledger, committedAt, request } = stored;
  if (!document || !ledger || committedAt === null) return null;
  const { releaseId } = document;
  const horizonsHours = document.forecasts.map(({ horizonHours }) => horizonHours);
  const { stores } = surroundings;
  const outcomes = await outcomesOf(stores.readers, request.source, [{ releaseId, horizonsHours }]);
  return {
    ...{ input: document, ledger, committedAt, outcomes: outcomes.get(releaseId) ?? [] },
    change: changeAt(await stores.changes.find(releaseId), Math.max(...horizonsHours)),
    ...(await pictureOf(surroundings, document)),
  };
}

/** A refused release has no prices, and a lost object does not hide a forecast that is in the ledger. */
async function pictureOf({ objects, tables }: Surroundings, document: ReleaseDocument): Promise<Pictured> {
  const inputs = new StepInputs(document.artefacts, objects, tables);
  return {
    closes: await unlessLost([], () => lastCloses(inputs, document)),
    fan: await unlessLost(null, async () => (await inputs.json<Outlook>(HANDOVER.scenarios)).fan),
  };
}

async function lastCloses(inputs: StepInputs, document: ReleaseDocument): Promise<Pictured['closes']> {
  const { openTime, close, barMs } = await candlesOf(inputs, document);
  const from = Math.max(0, close.length - BARS_SHOWN);
  return Array.from(close.subarray(from), (price, i) => ({ at: openTime[from + i] + barMs, price }));
}

async function unlessLost<T>(instead: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (failure) {
    if (failure instanceof AlmanacError && failure.code === 'store.corrupt') return instead;
    throw failure;
  }
}
