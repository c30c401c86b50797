/**
 * Learns a market's state anew, whatever is stored; compares it with what ran before; keeps and registers it. The same
 * candles and code must give the stored bytes: where they do not, nothing is kept and it is told.
 */
import { type StateSummary, stateOf } from '../domain/ensemble/retraining.ts';
import type { RegisteredWatch } from '../domain/ensemble/registered.ts';
import { AlmanacError } from '../domain/errors.ts';
import { sha256 } from '../domain/ledger/hash.ts';
import type { EpochMs } from '../domain/market/candles.ts';
import { historyAt } from '../domain/market/history.ts';
import type { SourceKind } from '../domain/market/sources.ts';
import { weeklyBoundary } from '../domain/market/week.ts';
import { coverageText } from '../domain/report/coverage-text.ts';
import { recipeInForce } from './candidacy.ts';
import type { RetrainTicket } from './contract.ts';
import { isShareable, type Learned, learnedHistory, learnedObject } from './learned.ts';
import { learnAll } from './learning.ts';
import { priceAsk, readPrices } from './market-prices.ts';
import type { ReleasePlan } from './plan.ts';
import type { Ports, ReleaseRequest } from './ports.ts';
import { registryRows } from './registry-rows.ts';
import { jsonFile } from './step.ts';

export type RetrainRequest = Pick<ReleaseRequest, 'symbol' | 'source' | 'candleFiles' | 'seed' | 'cutoff'>;

export interface Retrained {
  readonly symbol: string;
  readonly source: SourceKind;
  /** `same`: what is stored was found again, to the byte. */
  readonly kept: 'new' | 'same';
  readonly now: StateSummary;
  /** The newest other state of this market; null when there was none. */
  readonly before: StateSummary | null;
  readonly watches: readonly RegisteredWatch[];
}

export async function retrain(
  ports: Ports,
  { horizonsHours, codeVersion, stacking }: Pick<ReleasePlan, 'horizonsHours' | 'codeVersion' | 'stacking'>,
  asked: RetrainRequest,
  signal: AbortSignal,
): Promise<Retrained> {
  const { symbol, source } = asked;
  const { candles } = await readPrices(ports, await ports.sources.open(asked), priceAsk(asked), signal);
  const known = learnedHistory(historyAt(candles, asked.cutoff));
  const promoted = await recipeInForce(ports.stores, asked);
  const request = { symbol, source, horizonsHours, codeVersion, ...(stacking && { stacking }), ...promoted };
  const key = learnedObject(known, request);
  const { learned, watches } = await learnAll(ports.compute, known, request);
  signal.throwIfAborted();
  const kept = await keep(ports, key, learned);
  const before = stateOf(await ports.stores.registry.newest({ symbol, source, otherThan: key, until: known.cutoff }));
  const rows = registryRows({ request, known, key, learned, watches, recordedAt: ports.clock.now() });
  await ports.stores.registry.record(rows);
  const now = stateOf(await ports.stores.registry.newest({ symbol, source, learnedKey: key }));
  if (!now)
    throw new AlmanacError('store.conflict', `What was registered of ${key} is not there. Run it again.`, { key });
  return { symbol, source, kept, now, before, watches: await ports.stores.registry.watches(key) };
}

/** The week that a schedule meant, in a line for a person. */
export async function retrainWeek(
  ports: Ports,
  plan: ReleasePlan,
  { source, symbol }: RetrainTicket,
  startedFor: EpochMs,
  signal: AbortSignal,
): Promise<{ learnedKey: string; summary: string }> {
  const asked = { source, symbol, candleFiles: [], seed: plan.seed, cutoff: weeklyBoundary(startedFor) };
  const { kept, now, watches } = await retrain(ports, plan, asked, signal);
  const done = kept === 'new' ? 'learned' : 'found again what was learned';
  return {
    learnedKey: now.learnedKey,
    summary: `${symbol}: ${done} up to ${new Date(now.boundary).toISOString()}; ${coverageText(watches)}`,
  };
}

async function keep({ objects }: Ports, key: string, learned: Learned): Promise<Retrained['kept']> {
  if (!isShareable(learned)) throw broken(learned);
  const { bytes, contentType } = jsonFile(key, learned);
  if ((await objects.putIfAbsent(key, bytes, contentType)) === 'written') return 'new';
  const stored = sha256(await objects.get(key));
  const found = sha256(bytes);
  if (stored === found) return 'same';
  throw new AlmanacError(
    'replay.differs',
    `The stored ${key} hashes to ${stored}; learned anew from the same candles by the same code it is ${found}. Nothing was registered. Restore the object from a backup, or remove it and run this again.`,
    { key, stored, found },
  );
}

function broken({ members }: Learned): AlmanacError {
  const reasons = Object.entries(members).flatMap(([name, member]) =>
    'broke' in member ? [`${name}: ${member.dropped}`] : [],
  );
  return new AlmanacError(
    'model.failed',
    `Nothing was registered, because another run may come out otherwise. ${reasons.join(' ')} Run it again.`,
    { failed: reasons.length },
  );
}
