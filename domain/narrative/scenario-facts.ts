/** The facts of the barrier scenarios: the two levels, the deadline, and how likely each way is. */
import type { ScenarioId } from '../scenarios/scenario.ts';
import { formatChance, formatChances } from './chance.ts';
import { type Fact, fact } from './fact.ts';
import { formatPrice } from './figures.ts';
import type { NarrativeInput } from './input.ts';
import { formatMoment } from './moments.ts';

export function scenarioFacts({ frame, scenarios }: NarrativeInput, decimals: number): Fact[] {
  if (frame === null || scenarios.length === 0) return [];
  const first = firstTouches(scenarios);
  const texts = formatChances(first);
  return [
    fact('scenarios.upper', frame.upper, formatPrice(frame.upper, decimals)),
    fact('scenarios.lower', frame.lower, formatPrice(frame.lower, decimals)),
    fact('scenarios.deadline', frame.deadline, formatMoment(frame.deadline, 'UTC')),
    ...['upFirst', 'downFirst', 'neither'].map((name, i) => fact(`scenarios.${name}`, first[i], texts[i])),
    ...scenarios
      .filter(({ id }) => id !== 'neither')
      .map(({ id, probability }) => fact(`scenarios.${id}`, probability, formatChance(probability))),
  ];
}

/** Probabilities that the upper level is touched first, the lower one, and neither. */
export function firstTouches(scenarios: NarrativeInput['scenarios']): [number, number, number] {
  const of = (...ids: ScenarioId[]) =>
    scenarios.reduce((sum, { id, probability }) => (ids.includes(id) ? sum + probability : sum), 0);
  return [of('up-holds', 'up-fades'), of('down-holds', 'down-fades'), of('neither')];
}
