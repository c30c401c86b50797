/** Where a horizon lies among those that something was fitted for. */
export interface Between {
  /** Positions of the fitted horizons around it; the same twice at one of them and beyond either end. */
  readonly below: number;
  readonly above: number;
  /** Share of the upper one, linear in ln(horizon). */
  readonly share: number;
}

/** `fitted`: horizons in bars, ascending. @example between([4, 12, 24], 12) // below 1, above 1, share 0 */
export function between(fitted: readonly number[], horizonBars: number): Between {
  const above = fitted.findIndex((fittedBars) => fittedBars >= horizonBars);
  if (above === -1) return { below: fitted.length - 1, above: fitted.length - 1, share: 0 };
  if (above === 0 || fitted[above] === horizonBars) return { below: above, above, share: 0 };
  const [from, to] = [fitted[above - 1], fitted[above]];
  return { below: above - 1, above, share: Math.log(horizonBars / from) / Math.log(to / from) };
}
