/** Probabilities by counting: how often each regime was what the next day brought, given what the rules saw. */

import { REGIMES, type Regime } from './regime.ts';
import type { RegimeState } from './state.ts';

type Rates = Readonly<Record<Regime, number>>;

/** Bars that the coarser rate counts for beside a finer one: days overlap, so ten days of agreement are 240 bars. */
const PRIOR_BARS = 240;
/** Before anything was counted all regimes are equally likely; that counts for one day. */
const UNIFORM_BARS = 24;

/** What of a state decides its probabilities: the regime and how turbulent the market is. */
export function caseName(state: RegimeState): string {
  const probability = state.turbulence[2];
  const level = probability < 0.2 ? 'calm' : probability < 0.8 ? 'mixed' : 'turbulent';
  return `${state.regime}/${level}`;
}

/** Base rates of the outcomes, and rates per case shrunk to those of its regime, and these to the base rates. */
export function countRates(seen: readonly { readonly state: RegimeState; readonly outcome: Regime }[]): {
  readonly baseRates: Rates;
  readonly caseRates: Readonly<Record<string, Rates>>;
} {
  const uniform = ratesOf(() => 1 / REGIMES.length);
  const baseRates = shrunk(
    seen.map(({ outcome }) => outcome),
    uniform,
    UNIFORM_BARS,
  );
  const byRegime = Map.groupBy(seen, ({ state }) => state.regime);
  const caseRates: Record<string, Rates> = {};
  for (const regime of REGIMES) {
    const inRegime = byRegime.get(regime) ?? [];
    const regimeRates = shrunk(
      inRegime.map(({ outcome }) => outcome),
      baseRates,
      PRIOR_BARS,
    );
    const byCase = Map.groupBy(inRegime, ({ state }) => caseName(state));
    for (const level of ['calm', 'mixed', 'turbulent']) {
      const outcomes = (byCase.get(`${regime}/${level}`) ?? []).map(({ outcome }) => outcome);
      caseRates[`${regime}/${level}`] = shrunk(outcomes, regimeRates, PRIOR_BARS);
    }
  }
  return { baseRates, caseRates };
}

function shrunk(outcomes: readonly Regime[], prior: Rates, priorBars: number): Rates {
  const counts = new Map<Regime, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const total = outcomes.length + priorBars;
  return ratesOf((regime) => ((counts.get(regime) ?? 0) + priorBars * prior[regime]) / total);
}

function ratesOf(rate: (regime: Regime) => number): Rates {
  return {
    'trend-up': rate('trend-up'),
    'trend-down': rate('trend-down'),
    range: rate('range'),
    'high-volatility': rate('high-volatility'),
    crash: rate('crash'),
    recovery: rate('recovery'),
  };
}
