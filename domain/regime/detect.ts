/** Regimes of a history: parameters once a week, the state at a bar from a fixed UTC boundary. */

import { AlmanacError } from '../errors.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../market/candles.ts';
import { earlier, type History } from '../market/history.ts';
import { weeklyBoundary } from '../market/week.ts';
import { estimateTurbulence } from './baum-welch.ts';
import { countRates } from './calibration.ts';
import { observations } from './observation.ts';
import { nextDays, realisedRegime, thresholdsOf } from './outcome.ts';
import type { RegimeParameters } from './parameters.ts';
import type { RegimeVerdict } from './regime.ts';
import { initialRegimeState, nextRegimeState, type RegimeState } from './state.ts';
import { stepRegime, verdictOf } from './verdict.ts';

/** Fewest present bars that parameters are estimated from. */
const MIN_ESTIMATION_BARS = 720;
/** The filter starts this long before the weekly boundary: nothing older is felt in the state. */
const WARM_UP_MS = 90 * DAY_MS;

/**
 * Parameters from the whole of a history of hourly bars, which should end at a weekly boundary (METHODS §12). Plain
 * JSON; the same bars give the same bytes. Throws `data.too-little-history`, `data.wrong-bar-length`.
 */
export function estimateRegime(history: History): RegimeParameters {
  checkBars(history);
  const seen = observations(history);
  const turbulence = estimateTurbulence(
    Float64Array.from(seen, (bar) => bar.logRange),
    seen.map((bar) => bar.hour),
  );
  const days = nextDays(history.close);
  const thresholds = thresholdsOf(
    days,
    Float64Array.from(seen, (bar) => Math.log(bar.peak / bar.close)),
  );
  let state = initialRegimeState();
  const cases = seen.slice(0, days.length).flatMap((bar, i) => {
    state = nextRegimeState(state, bar, { turbulence, thresholds });
    const outcome = realisedRegime(days[i], state.fall, thresholds);
    return outcome === null ? [] : [{ state, outcome }];
  });
  return { estimatedUntil: history.cutoff, turbulence, thresholds, ...countRates(cases) };
}

/**
 * The regime at the cutoff. With `previous` null the state is built from 90 days before the weekly boundary (or the
 * history's start), so that it is a pure function of candles and parameters; with a state, only the bars after it are
 * taken in. A missing bar carries the state on.
 *
 * @example const { verdict } = detectRegime(history, estimateRegime(upToMonday), null);
 */
export function detectRegime(
  history: History,
  parameters: RegimeParameters,
  previous: RegimeState | null,
): { readonly verdict: RegimeVerdict; readonly state: RegimeState } {
  if (history.length === 0) throw tooLittle(0, 1);
  const bars = observations(anchored(history, history.cutoff));
  const last = bars[bars.length - 1];
  let state = previous ?? initialRegimeState();
  const seenUntil = state.closeTime ?? Number.NEGATIVE_INFINITY;
  for (const bar of bars) if (bar.closeTime > seenUntil) state = nextRegimeState(state, bar, parameters);
  return { state, verdict: verdictOf(state, last, parameters) };
}

/**
 * The verdict of each bar in [fromBar, toBar), each the very one that `detectRegime` gives with that bar's close as
 * cutoff, no previous state and these parameters.
 */
export function regimeSeries(
  history: History,
  parameters: RegimeParameters,
  fromBar = 0,
  toBar: number = history.length,
): RegimeVerdict[] {
  const verdicts: RegimeVerdict[] = [];
  const closeOf = (bar: number): EpochMs => history.firstOpenTime + (bar + 1) * history.barMs;
  for (let bar = fromBar; bar < toBar; ) {
    const boundary = weeklyBoundary(closeOf(bar));
    let end = bar + 1;
    while (end < toBar && weeklyBoundary(closeOf(end)) === boundary) end++;
    verdicts.push(...weekOfVerdicts(anchored(history, closeOf(end - 1)), parameters, end - bar));
    bar = end;
  }
  return verdicts;
}

function weekOfVerdicts(history: History, parameters: RegimeParameters, wanted: number): RegimeVerdict[] {
  const bars = observations(history);
  const firstWanted = bars.length - wanted;
  let state = initialRegimeState();
  for (const bar of bars.slice(0, firstWanted)) state = nextRegimeState(state, bar, parameters);
  return bars.slice(firstWanted).map((bar) => {
    const step = stepRegime(state, bar, parameters);
    state = step.state;
    return step.verdict;
  });
}

/** The history at a cutoff, cut off before the fixed boundary at which the filter starts. */
function anchored(history: History, cutoff: EpochMs): History {
  const start = weeklyBoundary(cutoff) - WARM_UP_MS;
  return earlier(history, cutoff, Math.round((cutoff - start) / history.barMs));
}

function checkBars(history: History): void {
  if (history.barMs !== HOUR_MS) {
    throw new AlmanacError(
      'data.wrong-bar-length',
      `Regimes are estimated on hourly bars; these have ${history.barMs} ms. Aggregate them to hours first.`,
      { barMs: history.barMs },
    );
  }
  const present = history.close.reduce((count, close) => count + (Number.isNaN(close) ? 0 : 1), 0);
  if (present < MIN_ESTIMATION_BARS) throw tooLittle(present, MIN_ESTIMATION_BARS);
}

function tooLittle(bars: number, needed: number): AlmanacError {
  return new AlmanacError(
    'data.too-little-history',
    `Regimes need ${needed} hourly bars and ${bars} are there; load more history.`,
    { bars, needed },
  );
}
