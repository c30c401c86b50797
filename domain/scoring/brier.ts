/** Brier score of the probability of an event (Brier 1950), in [0, 1], lower is better. */
export function brier(probability: number, happened: boolean): number {
  return (probability - (happened ? 1 : 0)) ** 2;
}

/** Brier score over exclusive, exhaustive classes: Σ (p_k − o_k)², in [0, 2]. `happened`: index of the class that came. */
export function multiClassBrier(probabilities: readonly number[], happened: number): number {
  return probabilities.reduce((sum, p, k) => sum + brier(p, k === happened), 0);
}
