import type { RegimeObservation } from './observation.ts';
import type { RegimeParameters } from './parameters.ts';
import { caseName } from './calibration.ts';
import type { RegimeVerdict } from './regime.ts';
import { nextRegimeState, type RegimeState } from './state.ts';

/**
 * One closed bar further: the next state and what is said about it. Pure; the previous state is an argument. The
 * probabilities say what the next 24 h bring, as counted on history for this case (see `realisedRegime`), and sum to 1.
 *
 * @example const { state, verdict } = stepRegime(initialRegimeState(), bar, parameters);
 */
export function stepRegime(
  state: RegimeState,
  bar: RegimeObservation,
  parameters: RegimeParameters,
): { readonly state: RegimeState; readonly verdict: RegimeVerdict } {
  const next = nextRegimeState(state, bar, parameters);
  return { state: next, verdict: verdictOf(next, bar, parameters) };
}

export function verdictOf(state: RegimeState, bar: RegimeObservation, parameters: RegimeParameters): RegimeVerdict {
  const probabilities = parameters.caseRates[caseName(state)];
  return {
    regime: state.regime,
    probabilities,
    confidence: probabilities[state.regime],
    since: state.since ?? bar.closeTime,
    evidence: {
      adx: known(bar.adx),
      atrPercent: known(100 * bar.atr),
      emaGapAtr: known(bar.gapAtr),
      turbulenceProbability: state.turbulence[2],
      dropFromDayHighPercent: known(100 * (1 - bar.close / bar.peak)),
      crashDropPercent: 100 * (1 - Math.exp(-parameters.thresholds.crashDrop)),
      baseRate: parameters.baseRates[state.regime],
    },
  };
}

function known(figure: number): number | null {
  return Number.isFinite(figure) ? figure : null;
}
