import type { EpochMs } from '../market/candles.ts';

/** Why a card is NO-TRADE or was vetoed: closed lists, tested as tables. */
export const NO_TRADE_REASONS = [
  'no-forecast',
  'no-positive-expected-value',
  'no-directional-evidence',
  'baseline-only-forecast',
  'degraded-sources',
  'low-regime-confidence',
  'crash-regime',
  'vetoed-by-verifier',
] as const;
export type NoTradeReason = (typeof NO_TRADE_REASONS)[number];

export const VETO_REASONS = [
  'leverage-cap-exceeded',
  'invalid-stop-long',
  'invalid-stop-short',
  'target-too-close',
  'interval-too-wide',
  'interval-incoherent-with-volatility',
  'stop-near-liquidation',
  'news-conflict',
  'risk-per-trade-exceeded',
  'size-below-minimum',
  'size-above-equity',
  'dry-liquidity',
  'value-at-risk-exceeded',
  'expired',
  'short-on-spot',
] as const;
export type VetoReason = (typeof VETO_REASONS)[number];

/** A trade plan. Prices and quantities are decimal strings: they may become orders. */
export interface TradePlan {
  readonly side: 'LONG' | 'SHORT';
  readonly market: 'spot' | 'perp';
  readonly entry: string;
  readonly stop: string;
  readonly targets: readonly string[];
  readonly leverage: number;
  /** Base units. */
  readonly quantity: string;
  /** Quote units lost at the stop, costs included. */
  readonly riskQuote: string;
  readonly validUntil: EpochMs;
  readonly timeExitAt: EpochMs;
  /** Fraction of the entry price, after costs, on the re-centred paths (METHODS §6), and its standard error. */
  readonly expectedValue: number;
  readonly expectedValueSe: number;
}

export interface TradeCard {
  readonly action: 'LONG' | 'SHORT' | 'NO-TRADE';
  readonly reasons: readonly NoTradeReason[];
  readonly vetoes: readonly VetoReason[];
  readonly plan: TradePlan | null;
  /** How many candidate cards were weighed, and the best of them, so that NO-TRADE can be checked. */
  readonly considered: number;
  readonly bestExpectedValue: number;
  readonly bestExpectedValueSe: number;
}

/** The two cards that are traded in the paper account `shadow` and never posted as advice. */
export interface ShadowCards {
  readonly long: TradePlan;
  readonly short: TradePlan;
}
