/** A scenario in a few words, for pictures and tables. */
import { formatPrice } from '../narrative/figures.ts';
import type { ScenarioFrame, ScenarioId } from '../scenarios/scenario.ts';

export function scenarioLabel(id: ScenarioId, frame: Pick<ScenarioFrame, 'upper' | 'lower'>, decimals: number): string {
  const [upper, lower] = [formatPrice(frame.upper, decimals), formatPrice(frame.lower, decimals)];
  switch (id) {
    case 'up-holds':
      return `${upper} first, holds`;
    case 'up-fades':
      return `${upper} first, fades`;
    case 'down-holds':
      return `${lower} first, holds`;
    case 'down-fades':
      return `${lower} first, fades`;
    case 'neither':
      return 'neither is touched';
    default:
      return id satisfies never;
  }
}
