/**
 * Pinball (quantile) loss of one forecast quantile (Koenker & Bassett 1978), in the unit of the outcome:
 * level·(y − q) when the outcome lies above, (1 − level)·(q − y) when below.
 */
export function pinball(level: number, quantile: number, outcome: number): number {
  const miss = outcome - quantile;
  return miss >= 0 ? level * miss : (level - 1) * miss;
}
