import type { EpochMs } from '../market/candles.ts';
import type { MarketView } from './market-view.ts';

/** What an account is to hold from the next open on. */
export interface Wish {
  /** Share of equity in the base asset, 0 … 1. */
  readonly exposure: number;
  /** Fractions of the entry price; null for none. They come with an entry and stay as they are. */
  readonly stopDistance: number | null;
  readonly targetDistance: number | null;
}

/** What a strategy knows of its account at the close of a bar. */
export interface Holding {
  /** Share of equity in the base asset, at the close. */
  readonly exposure: number;
}

/** Width of a forecast as it was issued: σ of the 24-hour log-return. */
export interface IssuedSigma {
  readonly issuedAt: EpochMs;
  readonly sigma24: number;
}

export interface StrategySettings {
  readonly stopDistance: number | null;
  readonly targetDistance: number | null;
  /** Ascending; empty where no forecasts are given. */
  readonly forecasts: readonly IssuedSigma[];
}

/** Asked at the close of every bar; null leaves everything as it is. */
export type Decide = (view: MarketView, holding: Holding) => Wish | null;

/**
 * One strategy. It is started anew for every run, keeps what state it needs, and sees the market through the view alone,
 * which ends at the bar that has just closed. Pure but for that state: the same bars give the same wishes.
 */
export interface Strategy {
  readonly name: string;
  /** One line for people. */
  readonly about: string;
  /** Whether it needs the forecasts of an evaluation. */
  readonly needsForecasts: boolean;
  /** Throws `input.invalid` for settings that it cannot work with. */
  start(settings: StrategySettings): Decide;
}
