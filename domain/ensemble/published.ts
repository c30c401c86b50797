/** One member's place in a published horizon. */
export interface MemberForecast {
  readonly model: string;
  readonly version: string;
  /** Share in the combination, 0 … 1. */
  readonly weight: number;
  /** Log-returns on LEVELS; null when the member was dropped. */
  readonly quantiles: readonly number[] | null;
  readonly droppedReason: string | null;
}

/**
 * The forecast that is published for one horizon: combined, calibrated, tilted (METHODS §3), as log-returns from the
 * base price on LEVELS; shape (103), non-decreasing.
 */
export interface PublishedForecast {
  readonly horizonHours: number;
  readonly quantiles: readonly number[];
  /** Probability that the close at the horizon is strictly above the base price; agrees with the quantiles within 0.002. */
  readonly pUp: number;
  /** True when past forecasts of direction speak for it; otherwise pUp is the base rate and the text says "coin flip". */
  readonly directional: boolean;
  /** True when they prove it (METHODS §7): only then may a card rest on it. */
  readonly directionProven: boolean;
  /** climatology, random walk, plain volatility, hourly climatology (METHODS §2): log-returns on LEVELS and base rate. */
  readonly baselines: readonly { readonly name: string; readonly quantiles: readonly number[]; readonly pUp: number }[];
  readonly members: readonly MemberForecast[];
  /** `ensemble`, or `baseline` when fewer than two members answered. */
  readonly method: 'ensemble' | 'baseline';
  /** Mean |member quantile − ensemble| / ensemble IQR (METHODS §9). */
  readonly abstention: number;
  /** What the walk-forward on the past of this very history says; null when there was too little of it. */
  readonly walkForward: {
    readonly decisions: number;
    readonly from: string;
    readonly to: string;
    readonly crpsSkillVsClimatology: number;
    readonly coverage80: number;
  } | null;
}
