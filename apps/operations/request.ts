/** From what a person typed to a release request: symbol, source, cutoff, id; refused before anything is recorded. */
import { recipeInForce } from '../../activities/candidacy.ts';
import type { Ports, ReleaseRequest } from '../../activities/ports.ts';
import type { ReleasePlan } from '../../activities/plan.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { manualSlot, releaseId } from '../../domain/ledger/release-id.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../domain/market/candles.ts';
import { cutoffAt } from '../../domain/market/cutoff.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { Tell } from './events.ts';
import { type MarketWords, type ReleaseArguments, readReleaseWords } from './words.ts';

const DEADLINE_MS = 15 * MINUTE_MS;

export interface Installation {
  readonly ports: Ports;
  readonly plan: ReleasePlan;
  readonly symbols: readonly string[];
}

export interface AskedMarket extends Pick<ReleaseRequest, 'symbol' | 'source' | 'candleFiles' | 'seed' | 'cutoff'> {
  /** A past moment was named. */
  readonly backDated: boolean;
}

/** Without a source the one that answers. */
export async function askedMarket(
  { ports, plan }: Installation,
  words: MarketWords,
  tell: Tell,
  now: EpochMs,
): Promise<AskedMarket> {
  const { symbol, candleFiles, asOf } = words;
  if (asOf !== null && asOf.cutoff !== asOf.at) {
    const floored = new Date(asOf.cutoff).toISOString();
    tell({ type: 'note', text: `--as-of=${asOf.typed} is taken as ${floored}, the close of the last hourly bar` });
  }
  const source = await sourceOf(ports, words, now, tell);
  const cutoff = asOf?.cutoff ?? (await lastCutoff(ports, source, { symbol, candleFiles, now }));
  return { symbol, source, candleFiles, seed: words.seed ?? plan.seed, cutoff, backDated: asOf !== null };
}

/** The request of a new or an unfinished manual release, with its row reserved. */
export async function manualRequest(
  installation: Installation,
  given: ReleaseArguments,
  tell: Tell,
): Promise<ReleaseRequest> {
  const { ports, plan } = installation;
  const now = ports.clock.now();
  const { backDated, ...market } = await askedMarket(
    installation,
    readReleaseWords(given, installation.symbols, now),
    tell,
    now,
  );
  const stream = backDated ? ('back-dated' as const) : ('manual' as const);
  const times = timesOf(market.source === 'live' && !backDated, now, market.cutoff);
  return await reserve(ports, { ...plan, ...market, ...times, stream }, tell);
}

/** The same of the newest hour, without asking the market whether it answers: whoever makes the release finds out. */
export async function unaskedRequest(
  { ports, plan }: { readonly ports: Pick<Ports, 'stores' | 'clock'>; readonly plan: ReleasePlan },
  { symbol, source }: { readonly symbol: string; readonly source: 'live' | 'simulated' },
): Promise<ReleaseRequest> {
  const now = ports.clock.now();
  const cutoff = cutoffAt(now, HOUR_MS);
  const times = timesOf(source === 'live', now, cutoff);
  const request = { ...plan, ...times, symbol, source, cutoff, candleFiles: [], stream: 'manual' as const };
  return await reserve(ports, request, () => undefined);
}

function timesOf(live: boolean, now: EpochMs, cutoff: EpochMs): Pick<ReleaseRequest, 'askedAt' | 'deadline'> {
  return live ? { askedAt: now, deadline: now + DEADLINE_MS } : { askedAt: cutoff, deadline: null };
}

/**
 * By the recipe that is in force. Two commands may ask at once: whoever did not get the row either asked the same and joins, or takes
 * the next suffix.
 */
async function reserve(
  { stores }: Pick<Ports, 'stores'>,
  asked: Omit<ReleaseRequest, 'slot' | 'releaseId' | 'recipe'>,
  tell: Tell,
): Promise<ReleaseRequest> {
  const request = { ...asked, ...(await recipeInForce(stores, asked)) };
  for (;;) {
    const existing = await stores.releases.manualAt(request.symbol, request.cutoff);
    const { slot, resumed } = manualSlot(
      existing.map((stored) => ({
        slot: stored.request.slot,
        finished: stored.status !== 'running' || !sameAsk(stored.request, request),
      })),
      'manual',
    );
    const unfinished = resumed && existing.find((stored) => stored.request.slot === slot);
    if (unfinished) {
      tell({ type: 'note', text: `Going on with the unfinished release ${unfinished.request.releaseId}` });
      return unfinished.request;
    }
    const fresh = { ...request, slot, releaseId: releaseId(request.symbol, request.cutoff, slot) };
    await stores.releases.begin(fresh);
    const reserved = await stores.releases.find(fresh.releaseId);
    if (reserved && sameAsk(reserved.request, fresh)) return reserved.request;
  }
}

function sameAsk(a: ReleaseRequest, b: Omit<ReleaseRequest, 'slot' | 'releaseId'>): boolean {
  const key = (r: Omit<ReleaseRequest, 'slot' | 'releaseId'>) =>
    JSON.stringify([r.source, r.candleFiles, r.seed, r.horizonsHours, r.stream]);
  return key(a) === key(b);
}

async function lastCutoff(
  ports: Ports,
  source: SourceKind,
  ask: { symbol: string; candleFiles: readonly string[]; now: EpochMs },
): Promise<EpochMs> {
  const lastClosed = Math.floor(ask.now / HOUR_MS) * HOUR_MS;
  if (source !== 'recorded') return lastClosed;
  const market = await ports.sources.open({ source, candleFiles: ask.candleFiles, seed: '', cutoff: lastClosed });
  try {
    return (await market.lastClose(ask.symbol, HOUR_MS)) ?? lastClosed;
  } catch (failure) {
    // Prices that cannot be read have no last close; the release is refused for them, with its row.
    if (failure instanceof AlmanacError && failure.code.startsWith('data.')) return lastClosed;
    throw failure;
  }
}

async function sourceOf(ports: Ports, words: MarketWords, now: EpochMs, tell: Tell): Promise<SourceKind> {
  if (words.source === 'recorded' || words.source === 'simulated') return words.source;
  const unreachable = await liveIsUnreachable(ports, now);
  if (unreachable === null) return 'live';
  if (words.source === 'live') throw unreachable;
  tell({ type: 'note', text: `${unreachable.message} Going on with the SIMULATED market: the prices are not real.` });
  return 'simulated';
}

async function liveIsUnreachable(ports: Ports, now: EpochMs): Promise<AlmanacError | null> {
  const market = await ports.sources.open({
    source: 'live',
    candleFiles: [],
    seed: '',
    cutoff: cutoffAt(now, HOUR_MS),
  });
  try {
    await market.reach(AbortSignal.timeout(30_000));
    return null;
  } catch (failure) {
    if (failure instanceof AlmanacError && failure.code === 'source.unreachable') return failure;
    throw failure;
  }
}
