/**
 * Whole numbers in proportion to `shares` (which sum to 1) that sum to `total` exactly: everybody gets the floor, the
 * units left go to the largest remainders, the first of equal ones (Hamilton's method).
 */
export function largestRemainder(shares: readonly number[], total: number): number[] {
  return roundedToSum(
    shares.map((share) => share * total),
    total,
  );
}

/** Whole numbers, each within one of its part, that sum to `total`, the whole number nearest to the sum of the parts. */
export function roundedToSum(parts: readonly number[], total: number): number[] {
  const floors = parts.map(Math.floor);
  const left = total - floors.reduce((sum, floor) => sum + floor, 0);
  const byRemainder = parts
    .map((part, at) => ({ at, remainder: part - floors[at] }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) floors[at]++;
  return floors;
}
