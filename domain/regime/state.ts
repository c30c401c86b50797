import type { EpochMs } from '../market/candles.ts';
import { type Fall, nextFall } from './fall.ts';
import type { RegimeObservation } from './observation.ts';
import type { RegimeParameters } from './parameters.ts';
import type { Regime } from './regime.ts';
import { nextTape, type Tape } from './tape.ts';
import { initialTurbulence, turbulenceStep } from './turbulence.ts';

/** All that the past contributes to the next verdict; plain JSON. */
export interface RegimeState {
  readonly regime: Regime;
  /** Close of the bar at which `regime` was entered; null before the first bar. */
  readonly since: EpochMs | null;
  /** Close of the last bar taken in; null before the first. */
  readonly closeTime: EpochMs | null;
  readonly tape: Tape;
  readonly turbulent: boolean;
  readonly fall: Fall | null;
  /** Filtered probabilities of calm, usual and turbulent; shape (3). */
  readonly turbulence: readonly number[];
}

/** Probability of the turbulent state above which high volatility begins, and below which it ends. */
const ENTER_TURBULENT = 0.8;
const LEAVE_TURBULENT = 0.2;

export function initialRegimeState(): RegimeState {
  return {
    regime: 'range',
    since: null,
    closeTime: null,
    tape: 'drifting',
    turbulent: false,
    fall: null,
    turbulence: initialTurbulence(),
  };
}

/** The state after one more bar; a missing bar (NaN observations) carries it on. */
export function nextRegimeState(
  state: RegimeState,
  bar: RegimeObservation,
  parameters: Pick<RegimeParameters, 'turbulence' | 'thresholds'>,
): RegimeState {
  const turbulence = turbulenceStep(parameters.turbulence, state.turbulence, bar.logRange, bar.hour);
  const turbulent = turbulence[2] >= (state.turbulent ? LEAVE_TURBULENT : ENTER_TURBULENT);
  const tape = nextTape(state.tape, bar.adx, bar.gapAtr);
  const fall = nextFall(state.fall, bar, parameters.thresholds.crashDrop);
  const regime = regimeOf(fall, tape, turbulent);
  const since = regime === state.regime && state.since !== null ? state.since : bar.closeTime;
  return { regime, since, closeTime: bar.closeTime, tape, turbulent, fall, turbulence };
}

/** A crash and its recovery go before turbulence, turbulence before a trend; what is left is a range. */
function regimeOf(fall: Fall | null, tape: Tape, turbulent: boolean): Regime {
  if (fall !== null) return fall.phase;
  if (turbulent) return 'high-volatility';
  if (tape === 'rising') return 'trend-up';
  if (tape === 'falling') return 'trend-down';
  return 'range';
}
