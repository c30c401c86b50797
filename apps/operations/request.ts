/** From what a person typed to a release request: symbol, source, cutoff, id; refused before anything is recorded. */
import type { Ports, ReleaseRequest } from '../../activities/ports.ts';
import type { ReleasePlan } from '../../activities/plan.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { manualSlot, releaseId } from '../../domain/ledger/release-id.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../domain/market/candles.ts';
import { cutoffAt } from '../../domain/market/cutoff.ts';
import { SOURCE_KINDS, type SourceKind } from '../../domain/market/sources.ts';
import { typedSymbol } from '../../domain/market/symbols.ts';
import type { Tell } from './events.ts';

const DEADLINE_MS = 15 * MINUTE_MS;

/** Which market, and as of when. */
export interface MarketArguments {
  readonly symbol?: string | undefined;
  readonly source?: string | undefined;
  /** Absolute paths. */
  readonly candles: readonly string[];
  readonly asOf?: string | undefined;
  readonly seed?: string | undefined;
}

export interface ReleaseArguments extends MarketArguments {
  readonly slot: string;
}

export interface Installation {
  readonly ports: Ports;
  readonly plan: ReleasePlan;
  readonly symbols: readonly string[];
}

export interface AskedMarket extends Pick<ReleaseRequest, 'symbol' | 'source' | 'candleFiles' | 'seed' | 'cutoff'> {
  /** A past moment was named. */
  readonly backDated: boolean;
}

/** What was typed, checked; without a source the one that answers. */
export async function askedMarket(
  { ports, plan, symbols }: Installation,
  given: MarketArguments,
  tell: Tell,
  now: EpochMs,
): Promise<AskedMarket> {
  const symbol = typedSymbol(given.symbol ?? symbols[0]);
  const candleFiles = given.candles;
  const seed = seedOf(given.seed ?? plan.seed);
  const asOf = given.asOf === undefined ? null : instantOf(given.asOf, now, tell);
  const source = await sourceOf(ports, { symbol, given: given.source, candleFiles, seed, now }, tell);
  const cutoff = asOf ?? (await lastCutoff(ports, source, { symbol, candleFiles, now }));
  return { symbol, source, candleFiles, seed, cutoff, backDated: asOf !== null };
}

/** The request of a new or an unfinished manual release, with its row reserved. */
export async function manualRequest(
  installation: Installation,
  given: ReleaseArguments,
  tell: Tell,
): Promise<ReleaseRequest> {
  if (given.slot !== 'manual') {
    throw new AlmanacError(
      'input.invalid',
      `--slot=${given.slot} cannot be asked for by hand; use --slot=manual. Planned slots run from "npm start".`,
      { slot: given.slot },
    );
  }
  const { ports, plan } = installation;
  const now = ports.clock.now();
  const { backDated, ...market } = await askedMarket(installation, given, tell, now);
  const live = market.source === 'live' && !backDated;
  const request = {
    ...plan,
    ...market,
    stream: backDated ? ('back-dated' as const) : ('manual' as const),
    askedAt: live ? now : market.cutoff,
    deadline: live ? now + DEADLINE_MS : null,
  };
  return await reserve(ports, request, tell);
}

/** Two commands may ask at once: whoever did not get the row either asked the same and joins, or takes the next suffix. */
async function reserve(
  { stores }: Ports,
  request: Omit<ReleaseRequest, 'slot' | 'releaseId'>,
  tell: Tell,
): Promise<ReleaseRequest> {
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

function seedOf(text: string): string {
  if (/^\d{1,15}$/.test(text)) return text;
  throw new AlmanacError('input.invalid', `--seed=${text} is not a whole number of at most 15 digits.`, { seed: text });
}

/** The close of the last hourly bar at or before the given moment. */
function instantOf(text: string, now: EpochMs, tell: Tell): EpochMs {
  const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at)) {
    throw new AlmanacError(
      'input.invalid',
      `--as-of=${text} is not a moment with its zone; write e.g. 2023-06-01T12:00Z.`,
      { asOf: text },
    );
  }
  if (at > now) {
    throw new AlmanacError(
      'input.invalid',
      `--as-of=${text} lies in the future; it is ${new Date(now).toISOString()} now.`,
      { asOf: text },
    );
  }
  const floored = cutoffAt(at, HOUR_MS);
  if (floored !== at)
    tell({
      type: 'note',
      text: `--as-of=${text} is taken as ${new Date(floored).toISOString()}, the close of the last hourly bar`,
    });
  return floored;
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

async function sourceOf(
  ports: Ports,
  ask: { symbol: string; given: string | undefined; candleFiles: readonly string[]; seed: string; now: EpochMs },
  tell: Tell,
): Promise<SourceKind> {
  const named = ask.given ?? (ask.candleFiles.length > 0 ? 'recorded' : undefined);
  if (named !== undefined && !(SOURCE_KINDS as readonly string[]).includes(named)) {
    throw new AlmanacError('input.invalid', `--source=${named} is none of ${SOURCE_KINDS.join(', ')}.`, {
      source: named,
    });
  }
  if (named === 'recorded' && ask.candleFiles.length === 0) {
    throw new AlmanacError('input.invalid', '--source=recorded needs --candles=FILE[,FILE…].');
  }
  if (named !== 'recorded' && ask.candleFiles.length > 0) {
    throw new AlmanacError('input.invalid', `--candles goes with --source=recorded, not with --source=${named}.`);
  }
  if (named === 'recorded' || named === 'simulated') return named;
  const unreachable = await liveIsUnreachable(ports, ask);
  if (unreachable === null) return 'live';
  if (named === 'live') throw unreachable;
  tell({ type: 'note', text: `${unreachable.message} Going on with the SIMULATED market: the prices are not real.` });
  return 'simulated';
}

async function liveIsUnreachable(
  ports: Ports,
  ask: { symbol: string; seed: string; now: EpochMs },
): Promise<AlmanacError | null> {
  const cutoff = cutoffAt(ask.now, HOUR_MS);
  const market = await ports.sources.open({ source: 'live', candleFiles: [], seed: ask.seed, cutoff });
  try {
    await market.reach(AbortSignal.timeout(30_000));
    return null;
  } catch (failure) {
    if (failure instanceof AlmanacError && failure.code === 'source.unreachable') return failure;
    throw failure;
  }
}
