/** The five barrier events of a release and how likely each is (METHODS §5). */
import { HOUR_MS } from '../market/candles.ts';
import { eventSentence } from './event-sentence.ts';
import { firstTouch } from './first-touch.ts';
import { largestRemainder } from './largest-remainder.ts';
import { scenarioOf } from './outcome.ts';
import type { Paths } from './paths.ts';
import {
  DEADLINE_HOURS,
  type PriceLevel,
  SCENARIO_IDS,
  type Scenario,
  type ScenarioFrame,
  type ScenarioId,
} from './scenario.ts';

/** How near and how far a barrier may be, in σ of the 24-hour forecast. */
const NEAREST_SIGMAS = 0.5;
const FARTHEST_SIGMAS = 2;
const PROBABILITY_UNITS = 10_000;
const PRICE_DIGITS = 6;

/**
 * The barriers: the nearest resistance and support that are at least 0.5 σ away (a nearer one would be touched by
 * noise), at most 2 σ, where no level is nearer. `sigma24`: log-return, see `sigmaOf`.
 */
export function scenarioFrame(paths: Paths, levels: readonly PriceLevel[], sigma24: number): ScenarioFrame {
  const barrier = (kind: PriceLevel['kind'], sign: 1 | -1) => {
    const distances = levels
      .filter((level) => level.kind === kind)
      .map(({ price }) => sign * Math.log(price / paths.basePrice))
      .filter((distance) => distance >= NEAREST_SIGMAS * sigma24);
    const distance = Math.min(FARTHEST_SIGMAS * sigma24, ...distances);
    return Number((paths.basePrice * Math.exp(sign * distance)).toPrecision(PRICE_DIGITS));
  };
  return {
    upper: barrier('resistance', 1),
    lower: barrier('support', -1),
    deadline: paths.cutoff + DEADLINE_HOURS * HOUR_MS,
  };
}

/** How many paths end in each event; they sum to the number of paths. The paths reach the deadline. */
export function countScenarios(paths: Paths, frame: ScenarioFrame): Record<ScenarioId, number> {
  const counts = { 'up-holds': 0, 'up-fades': 0, 'down-holds': 0, 'down-fades': 0, neither: 0 };
  const upper = Math.log(frame.upper / paths.basePrice);
  const lower = Math.log(frame.lower / paths.basePrice);
  const bars = (frame.deadline - paths.cutoff) / paths.barMs;
  for (let path = 0; path < paths.count; path++) {
    const from = path * paths.bars;
    const touch = firstTouch(paths, from, from + bars, upper, lower);
    counts[scenarioOf(touch?.nearer ?? null, paths.close[from + bars - 1], upper, lower)]++;
  }
  return counts;
}

/** Probabilities (count + 1)/(N + 5) in ten-thousandths that sum to 10,000, in the order of SCENARIO_IDS. */
export function scenarios(paths: Paths, frame: ScenarioFrame, symbol: string): Scenario[] {
  const counts = countScenarios(paths, frame);
  const shares = SCENARIO_IDS.map((id) => (counts[id] + 1) / (paths.count + SCENARIO_IDS.length));
  const per10k = largestRemainder(shares, PROBABILITY_UNITS);
  return SCENARIO_IDS.map((id, i) => ({
    id,
    event: eventSentence(id, frame, symbol),
    probabilityPer10k: per10k[i],
  }));
}
