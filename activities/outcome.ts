/** Settles the horizons of a committed release from closed candles; one ledger entry each, whatever happened. */
import { AlmanacError } from '../domain/errors.ts';
import { canonicalText } from '../domain/ledger/canonical.ts';
import { committedBaselines } from '../domain/ledger/commitment.ts';
import {
  type CommittedRelease,
  committedRelease,
  longestHorizon,
  settledAt,
} from '../domain/ledger/committed-release.ts';
import type { ReleaseDocument } from '../domain/ledger/document.ts';
import { candlesSha256, isSettled, outcomeOf, settlingBars } from '../domain/ledger/outcome.ts';
import { type Candles, candleCount, DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../domain/market/candles.ts';
import { checkRows } from '../domain/market/checks.ts';
import { candlesOf } from '../domain/market/rows.ts';
import type { DueHorizon, OutcomePlan, Settled } from './contract.ts';
import { explainOutcome } from './miss.ts';
import type { LedgerEntry, Ports, ReleaseRequest } from './ports.ts';
import { BASE_BAR_MS, historyOf } from './prices.ts';
import { StepInputs } from './step-inputs.ts';

/** After the closing bar: an exchange needs a moment to write it down. */
const GRACE_MS = MINUTE_MS;
/** A bar that is still missing after so long will not come: the outcome is void. */
export const PATIENCE_MS = 7 * DAY_MS;
/** When a missing bar is asked for again. */
const ASK_AGAIN_MS = HOUR_MS;
/** Settled later than this after it could have been, an outcome says that it is late. */
const LATE_AFTER_MS = HOUR_MS;
/** Exchanges revise bars, if at all, within hours: a day after the last horizon they are read once more. */
const LOOK_AGAIN_AFTER_MS = DAY_MS;

interface Committed {
  readonly request: ReleaseRequest;
  readonly document: ReleaseDocument;
  readonly entry: LedgerEntry;
  readonly release: CommittedRelease;
}

/** What is still to be settled of a release, and when; nothing where nothing was published. */
export async function planOutcome({ stores }: Ports, releaseId: string): Promise<OutcomePlan> {
  const { request, release } = await committedOf(stores, releaseId);
  if (release.status !== 'published') return { horizons: [], askAgainMs: null, lookAgainAt: null };
  const known = new Set((await stores.outcomes.of(releaseId)).map(({ body }) => body.horizonHours));
  const due = release.forecasts
    .map(({ horizonHours }) => ({ horizonHours, at: settledAt(release, horizonHours) + GRACE_MS }))
    .filter(({ horizonHours }) => !known.has(horizonHours));
  const last = settledAt(release, longestHorizon(release));
  const grows = request.source !== 'recorded';
  return {
    horizons: due,
    askAgainMs: grows ? ASK_AGAIN_MS : null,
    lookAgainAt: grows ? last + LOOK_AGAIN_AFTER_MS : null,
  };
}

/** Settles one horizon; `waiting` while a bar it wants may still come. */
export async function settleHorizon(
  ports: Ports,
  releaseId: string,
  { horizonHours }: Pick<DueHorizon, 'horizonHours'>,
  signal: AbortSignal,
): Promise<Settled> {
  const committed = await committedOf(ports.stores, releaseId);
  const known = (await ports.stores.outcomes.of(releaseId)).find(({ body }) => body.horizonHours === horizonHours);
  if (known) return settledAs(known.body.status, known.entry.sequence);
  const { request, document, release, entry } = committed;
  const due = settledAt(release, horizonHours);
  const now = ports.clock.now();
  const { candles, venue, problem, mayStillCome } = await readCandles(ports, committed, due, signal);
  if (!isSettled(candles, release, horizonHours) && mayStillCome) {
    const missing = `a bar up to ${new Date(due).toISOString()} is missing`;
    return { state: 'waiting', sequence: null, summary: problem ?? missing };
  }
  const outcome = outcomeOf({
    release,
    releaseHash: entry.hash,
    horizonHours,
    baselines: committedBaselines(document.forecasts.find((f) => f.horizonHours === horizonHours)?.baselines ?? []),
    shadow: document.shadow,
    history: horizonHours === longestHorizon(release) ? await historyBefore(ports, committed) : null,
    candles,
    venue,
    late: due > entry.committedAt && now > due + LATE_AFTER_MS,
  });
  const recorded = await ports.stores.outcomes.record(request.source, outcome, now);
  if (outcome.logReturn !== null) {
    const { after } = settlingBars(candles, release, horizonHours);
    await explainOutcome(ports, { request, document, horizonHours, logReturn: outcome.logReturn, after });
  }
  return settledAs(outcome.status, recorded.sequence);
}

/**
 * Reads the bars of every outcome of a release once more. What the venue has revised since is written down as a correction,
 * with the numbers as they are now; scores stay as they are. An outcome that was left without an explanation gets it. Answers the keys of the outcomes that were revised.
 */
export async function lookAgain(ports: Ports, releaseId: string, signal: AbortSignal): Promise<string[]> {
  const committed = await committedOf(ports.stores, releaseId);
  const explained = new Set((await ports.stores.outcomes.causesOf(releaseId)).map(({ horizonHours }) => horizonHours));
  const revised: string[] = [];
  for (const { body, entry } of await ports.stores.outcomes.of(releaseId)) {
    const { candles, problem } = await readCandles(ports, committed, body.candles.end, signal);
    if (problem !== null) throw new AlmanacError('source.unreachable', problem, { releaseId });
    const { after, price } = settlingBars(candles, committed.release, body.horizonHours);
    const { horizonHours, logReturn } = body;
    if (logReturn !== null && !explained.has(horizonHours)) {
      await explainOutcome(ports, { ...committed, horizonHours, logReturn, after });
    }
    const sha256 = candlesSha256(after);
    if (sha256 === body.candles.sha256) continue;
    const { source } = entry;
    const correction = { corrects: entry.hash, candles: { ...body.candles, bars: candleCount(after), sha256 }, price };
    const key = `${entry.key}_${sha256.slice(0, 8)}`;
    await ports.stores.ledger.append(
      { source, kind: 'correction', schema: 1, key, body: canonicalText(correction) },
      ports.clock.now(),
    );
    revised.push(entry.key);
  }
  return revised;
}

async function committedOf(stores: Ports['stores'], releaseId: string): Promise<Committed> {
  const stored = await stores.releases.find(releaseId);
  const entry = stored && (await stores.ledger.find(stored.request.source, 'release', releaseId));
  if (!stored?.document || !entry) {
    const sentence = `The release "${releaseId}" is not committed, so nothing can become of it.`;
    throw new AlmanacError('input.unknown-release', sentence, { releaseId });
  }
  return { request: stored.request, document: stored.document, entry, release: committedRelease(entry.body) };
}

interface Reading {
  readonly candles: Candles;
  readonly venue: string;
  /** Why there are none, where something went wrong. */
  readonly problem: string | null;
  /** A missing bar may be there later: in a market until the patience is over, in a file that ends before it. */
  readonly mayStillCome: boolean;
}

/** Closed bars of the release's own venue from its cutoff on; none while it does not answer. */
async function readCandles(
  ports: Ports,
  { request, release }: Committed,
  until: EpochMs,
  signal: AbortSignal,
): Promise<Reading> {
  const { symbol, cutoff, source } = request;
  const venue = venueOf(release);
  const now = ports.clock.now();
  const closed = Math.min(until, Math.floor(now / BASE_BAR_MS) * BASE_BAR_MS);
  const none = { candles: candlesOf([], symbol, BASE_BAR_MS), venue, mayStillCome: now < until + PATIENCE_MS };
  if (closed <= cutoff) return { ...none, problem: null };
  try {
    const market = await ports.sources.open({ ...request, cutoff: closed });
    const stored = (series: string) => ports.stores.candles.load(series, symbol, BASE_BAR_MS, cutoff, closed);
    const answer = await market.prices({ symbol, barMs: BASE_BAR_MS, from: cutoff, cutoff: closed }, stored, signal);
    if (answer.venue !== venue)
      return { ...none, problem: `${venue} does not answer; ${answer.venue} is another market` };
    const candles = candlesOf(checkRows(answer.rows, closed, symbol).rows, symbol, BASE_BAR_MS);
    if (answer.series) await ports.stores.candles.save(answer.series, candles, now);
    const lastClose = await market.lastClose(symbol, BASE_BAR_MS);
    const mayStillCome = source === 'recorded' ? (lastClose ?? 0) < until : none.mayStillCome;
    return { candles, venue, problem: null, mayStillCome };
  } catch (failure) {
    if (!(failure instanceof AlmanacError) || !/^(source|data|input)\./.test(failure.code)) throw failure;
    return { ...none, problem: failure.message, ...(source === 'recorded' && { mayStillCome: true }) };
  }
}

async function historyBefore(ports: Ports, { request, document }: Committed) {
  return await historyOf(new StepInputs(document.artefacts, ports.objects, ports.tables), request);
}

/** `prices:binance` → `binance` */
function venueOf({ sources }: CommittedRelease): string {
  const prices = sources.find(({ name }) => name.startsWith('prices:'));
  return prices?.name.slice('prices:'.length) ?? 'unknown';
}

function settledAs(state: 'resolved' | 'void', sequence: number): Settled {
  return { state, sequence, summary: `${state}, ledger row ${sequence}` };
}
