import type { PublishedForecast } from '../../ensemble/published.ts';
import type { EpochMs } from '../../market/candles.ts';
import type { History } from '../../market/history.ts';
import type { OrderBookSnapshot } from '../../market/sources.ts';
import type { TradePlan } from '../card.ts';
import type { CardSettings, TradingCosts } from '../settings.ts';

/** News with a direction; `impact` 0 … 1. */
export interface NewsItem {
  readonly availableAt: EpochMs;
  readonly impact: number;
  readonly direction: 'up' | 'down';
}

/** What a plan is judged against. */
export interface VerifyContext {
  readonly now: EpochMs;
  readonly history: History;
  readonly forecasts: readonly PublishedForecast[];
  readonly settings: CardSettings;
  readonly costs: TradingCosts;
  /** Null when the source is absent: then liquidity is judged by traded volume alone. */
  readonly book: OrderBookSnapshot | null;
  /** Empty when the source is absent. */
  readonly news: readonly NewsItem[];
}

/** One reason to reject: true when it applies. */
export type Veto = (plan: TradePlan, context: VerifyContext) => boolean;
