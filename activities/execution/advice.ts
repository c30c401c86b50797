/** What a release advises the account to do, and the search for releases that nobody told it of. */
import { fitToEquity } from '../../domain/execution/account/fit-to-equity.ts';
import { planOfCard } from '../../domain/execution/account/plan-of-card.ts';
import type { ExecutionPlan } from '../../domain/execution/account/plan.ts';
import { MINUTE_MS } from '../../domain/market/candles.ts';
import { sigma24Of } from '../../domain/scenarios/sigma.ts';
import { exposurePlan } from '../../domain/strategies/exposure-plan.ts';
import { exposureFor, isMove } from '../../domain/strategies/vol-target.ts';
import type { TradeCard, TradePlan } from '../../domain/trade/card.ts';
import { DEFAULT_COSTS } from '../../domain/trade/settings.ts';
import type { MarketReading } from '../../domain/execution/exits/exit-rule.ts';
import type { AccountStrategy, ExecutionPorts, ReleaseRequest, StoredRelease } from '../ports.ts';
import type { AdviceReference } from './contract.ts';
import { compareBooks } from './look.ts';
import { type VerifiedRelease, verifiedRelease } from './released.ts';
import type { AccountSession } from './session.ts';

/** A release that was not acted on for so long is void, as its cards are. */
const VALID_MS = 90 * MINUTE_MS;
const NEWEST = 10;
/** Of an entry alone. */
const EXPECTED_SLIPPAGE = DEFAULT_COSTS.slippage / 2;

export async function findAdvice(session: AccountSession, ports: ExecutionPorts): Promise<AdviceReference[]> {
  const { symbol, source, strategy } = session.account;
  const now = ports.clock.now();
  session.sweptAt = now;
  const newest = await ports.stores.releases.outlines({ symbol, source, limit: NEWEST });
  return newest.flatMap(({ request, status, ledger }) => {
    const { releaseId, cutoff } = request;
    if (ledger === null || !isAdvice(ports, request, status)) return [];
    const isNews = now < cutoff + VALID_MS && !hasSeen(session, planIdOf(releaseId, strategy));
    return isNews ? [{ releaseId, source, sequence: ledger.sequence, hash: ledger.hash }] : [];
  });
}

/** The same of what is searched and of what is told. */
function isAdvice(
  { streams }: ExecutionPorts,
  { stream }: Pick<ReleaseRequest, 'stream'>,
  status: StoredRelease['status'],
): boolean {
  return status === 'published' && streams.includes(stream);
}

/**
 * Hears the plan of a release, once; what stands against it is recorded with it. While the venue does not answer, or its
 * books are not ours, nothing is heard: the search finds the release again.
 */
export async function takeAdvice(
  session: AccountSession,
  ports: ExecutionPorts,
  reference: AdviceReference,
  signal: AbortSignal,
): Promise<void> {
  const released = await verifiedRelease(ports, reference);
  const { request, document } = released;
  const { symbol, source, status } = document;
  if (symbol !== session.account.symbol || source !== session.account.source) return;
  if (!isAdvice(ports, request, status)) return;
  await compareBooks(session, ports, signal);
  const market = await session.venue.reading(signal);
  if (!session.state.reconciled || market === null) return;
  if (session.account.strategy === 'vol-target') return await moveExposure(session, released, market);
  const plan = planOf(session, released);
  if (plan !== null) await session.hear({ kind: 'plan', plan, expectedSlippage: EXPECTED_SLIPPAGE }, market);
}

function planIdOf(releaseId: string, strategy: AccountStrategy): string {
  return `${releaseId}/${strategy === 'cards' ? 'advice' : strategy}`;
}

function hasSeen({ state }: AccountSession, planId: string): boolean {
  return state.plansSeen.some((seen) => seen.planId === planId) || state.trade?.plan.planId === planId;
}

/** Null: the release advises nothing, which is what it mostly does. */
function planOf(
  { account, state, venue }: AccountSession,
  { request, document }: VerifiedRelease,
): ExecutionPlan | null {
  const advised = cardOf(account.strategy, document);
  if (advised === null) return null;
  const planId = planIdOf(document.releaseId, account.strategy);
  const sizes = { equityQuote: state.record.equityQuote, sizedForQuote: request.cards.equityQuote };
  const plan = planOfCard({ planId, plan: fitToEquity(advised.plan, sizes), vetoes: advised.vetoes }, venue.steps);
  // what was weighed with borrowed money is another bet than coins bought with cash
  const isOfItsMarket = account.mode === 'paper' || advised.plan.market === 'spot';
  return isOfItsMarket ? plan : { ...plan, verdict: 'veto' };
}

function cardOf(
  strategy: AccountStrategy,
  { card, shadow }: VerifiedRelease['document'],
): { readonly plan: TradePlan; readonly vetoes: TradeCard['vetoes'] } | null {
  switch (strategy) {
    case 'cards':
      return card.plan === null || card.action === 'NO-TRADE' ? null : { plan: card.plan, vetoes: card.vetoes };
    case 'shadow-long':
      return shadow && { plan: shadow.long, vetoes: [] };
    case 'shadow-short':
      return shadow && { plan: shadow.short, vetoes: [] };
    case 'vol-target':
      return null;
    default:
      return strategy satisfies never;
  }
}

/** Leaves what is held when it is to move, and enters anew when that is done: the search finds the release again. */
async function moveExposure(
  session: AccountSession,
  { request, document }: VerifiedRelease,
  market: MarketReading,
): Promise<void> {
  if (document.basePrice === null) return;
  const { state, venue, account } = session;
  const sigma24 = sigma24Of(logReturns(document.forecasts, document.basePrice));
  const exposure = exposureFor(sigma24);
  const { equityQuote } = state.record;
  const standing = state.book.positionBase.times(market.bid).toNumber() / equityQuote;
  if (!isMove(standing, exposure)) return;
  if (state.trade !== null) {
    const why = `the exposure is to be ${exposure.toFixed(2)} and is ${standing.toFixed(2)}`;
    return await session.hear({ kind: 'invalidate', planId: state.trade.plan.planId, why }, market);
  }
  const planId = planIdOf(document.releaseId, account.strategy);
  const wanted = { planId, exposure, equityQuote, sigma24, price: market.ask };
  const times = { issuedAt: request.cutoff, validUntil: request.cutoff + VALID_MS };
  const plan = exposurePlan({ ...wanted, ...times }, venue.steps);
  await session.hear({ kind: 'plan', plan, expectedSlippage: EXPECTED_SLIPPAGE }, market);
}

function logReturns(forecasts: VerifiedRelease['document']['forecasts'], basePrice: number) {
  return forecasts.map(({ horizonHours, quantiles }) => ({
    horizonHours,
    quantiles: quantiles.map((price) => Math.log(price / basePrice)),
  }));
}
