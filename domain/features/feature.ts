/** One computed feature. Exactly one of `value` and `reason` is null: a feature that cannot be computed says why. */
export interface Feature {
  /** Lower-case with underscores, stable: `rsi_14`, `ret_24h`, `pat_hammer`. */
  readonly name: string;
  readonly family: 'indicator' | 'calendar' | 'horizon' | 'supply-demand' | 'pattern';
  readonly value: number | null;
  readonly reason: string | null;
}
