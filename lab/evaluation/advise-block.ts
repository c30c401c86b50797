/** The cards of issued forecasts: recommended on the published paths and verified by the code of the release. */
import { type EpochMs, HOUR_MS } from '../../domain/market/candles.ts';
import { KnownSeries, type Series } from '../../domain/models/blocks/series.ts';
import { advise } from '../../domain/trade/advise.ts';
import type { ShadowCards, TradeCard } from '../../domain/trade/card.ts';
import { type CardSettings, DEFAULT_COSTS } from '../../domain/trade/settings.ts';
import { applyVerdict, verifyCard } from '../../domain/trade/verify.ts';
import type { Regime } from '../../domain/regime/regime.ts';
import type { IssuedRow } from './issued-row.ts';
import type { RecordedMarket } from './recorded-market.ts';

/** What a release at a moment would have advised. */
export interface AdvisedRow {
  readonly decision: EpochMs;
  readonly refusedReason: string | null;
  /** With its verdict; null when the decision was refused. */
  readonly card: TradeCard | null;
  readonly shadow: ShadowCards | null;
  readonly regime: Regime | null;
}

export interface AdviceSettings {
  readonly cards: CardSettings;
  /** Recorded rates of a perpetual; null where none are. */
  readonly funding: Series | null;
  /** Of the releases. */
  readonly seed: string;
}

/** `rows`: of hourly releases, all horizons of a decision one after the other. */
export function adviseBlock(
  market: RecordedMarket,
  rows: readonly IssuedRow[],
  settings: AdviceSettings,
): AdvisedRow[] {
  const rates =
    settings.cards.market === 'perp' && settings.funding !== null ? new KnownSeries(settings.funding) : null;
  const rateAt = (decision: EpochMs) => rates?.latest(decision, RATE_FRESH_MS) ?? Number.NaN;
  return [...Map.groupBy(rows, ({ decision }) => decision)].map(([decision, issued]) =>
    advisedRow(market, decision, issued, { ...settings, fundingRate: finiteOrNull(rateAt(decision)) }),
  );
}

/** The rate of the settlement before. */
const RATE_FRESH_MS = 9 * HOUR_MS;

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function advisedRow(
  market: RecordedMarket,
  decision: EpochMs,
  issued: readonly IssuedRow[],
  { cards, fundingRate, seed }: AdviceSettings & { readonly fundingRate: number | null },
): AdvisedRow {
  const [{ refusedReason, regime }] = issued;
  const forecasts = issued.flatMap(({ forecast }) => (forecast === null ? [] : [forecast]));
  if (regime === null || forecasts.length === 0) {
    return { decision, refusedReason, card: null, shadow: null, regime: null };
  }
  const history = market.loadedAt(decision);
  const { card, shadow } = advise({
    history,
    forecasts,
    settings: cards,
    regime,
    sourcesDegraded: false,
    fundingRate,
    seed,
  });
  const context = { now: decision, history, forecasts, settings: cards, costs: DEFAULT_COSTS, book: null, news: [] };
  const vetoes = card.plan === null ? [] : verifyCard(card.plan, context);
  return { decision, refusedReason, card: applyVerdict(card, vetoes), shadow, regime: regime.regime };
}
