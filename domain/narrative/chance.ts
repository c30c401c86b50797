/** Simulated probabilities are good to about a point: whole percent, and never a false 0 % or 100 %. */
import { largestRemainder } from '../scenarios/largest-remainder.ts';

export function formatChance(probability: number): string {
  return extremeChance(probability) ?? `${Math.round(probability * 100)}%`;
}

/** Chances of exclusive, exhaustive events: whole percents that add up to 100, as readers will check. */
export function formatChances(probabilities: readonly number[]): string[] {
  const percents = largestRemainder(probabilities, 100);
  return probabilities.map((probability, i) => extremeChance(probability) ?? `${percents[i]}%`);
}

function extremeChance(probability: number): string | null {
  if (probability > 0 && probability < 0.005) return 'under 1%';
  if (probability < 1 && probability >= 0.995) return 'over 99%';
  return null;
}
