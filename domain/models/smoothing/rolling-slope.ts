/**
 * Slope of the least-squares line through the present ones of the last `window` values, at each of them; NaN until the
 * window is full, or when less than half of it is there. Shape (n).
 */
export function rollingSlopes(values: Float64Array, window: number): Float64Array {
  const slopes = new Float64Array(values.length).fill(Number.NaN);
  const sums = new LineSums();
  for (let i = 0; i < values.length; i++) {
    sums.move(i, values[i], 1);
    if (i >= window) sums.move(i - window, values[i - window], -1);
    if (i >= window - 1 && 2 * sums.count >= window) slopes[i] = sums.slope();
  }
  return slopes;
}

/** Sums over points (x, y), relative to the first y so that nothing cancels. */
class LineSums {
  count = 0;
  #x = 0;
  #y = 0;
  #xx = 0;
  #xy = 0;
  #origin = Number.NaN;

  /** Adds (`sign` 1) or takes away (−1) a point; one without y is no point. */
  move(x: number, y: number, sign: 1 | -1): void {
    if (Number.isNaN(y)) return;
    if (Number.isNaN(this.#origin)) this.#origin = y;
    const height = y - this.#origin;
    this.count += sign;
    this.#x += sign * x;
    this.#y += sign * height;
    this.#xx += sign * x * x;
    this.#xy += sign * x * height;
  }

  slope(): number {
    const spread = this.count * this.#xx - this.#x * this.#x;
    return (this.count * this.#xy - this.#x * this.#y) / spread;
  }
}
