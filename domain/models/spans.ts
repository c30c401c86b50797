/** The spans over which autoregressions of volatility look back, in bars: an hour to a month. */
export const SPANS: readonly number[] = [1, 4, 12, 24, 72, 168, 720];

/**
 * Writes one figure per span that ends with `bar` into `rows` from `at` on, shape (7). A span without any bar says what
 * the next longer one says; NaN where the longest is empty.
 */
export function writeSpans(
  figure: (from: number, to: number) => number,
  bar: number,
  rows: Float64Array,
  at: number,
): void {
  let longer = Number.NaN;
  for (let k = SPANS.length - 1; k >= 0; k--) {
    const own = figure(bar + 1 - SPANS[k], bar + 1);
    longer = Number.isNaN(own) ? longer : own;
    rows[at + k] = longer;
  }
}
