/**
 * Whole numbers in proportion to `shares` (which sum to 1) that sum to `total` exactly: everybody gets the floor, the
 * units left go to the largest remainders, the first of equal ones (Hamilton's method).
 */
export function largestRemainder(shares: readonly number[], total: number): number[] {
  const floors = shares.map((share) => Math.floor(share * total));
  const left = total - floors.reduce((sum, floor) => sum + floor, 0);
  const byRemainder = shares
    .map((share, at) => ({ at, remainder: share * total - floors[at] }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) floors[at]++;
  return floors;
}
