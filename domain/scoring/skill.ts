/**
 * Skill of total losses against a reference on common rows (METHODS §1): 1 − ΣL/ΣL_reference. 0.02 reads "2 % better".
 * NaN when the reference lost nothing.
 */
export function skill(totalLoss: number, referenceLoss: number): number {
  return referenceLoss > 0 ? 1 - totalLoss / referenceLoss : Number.NaN;
}
