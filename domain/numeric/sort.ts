/**
 * Sorting is what empirical quantiles cost. Market samples are dense in the middle and thin in the tails; dealing them
 * into buckets that are narrow in the middle nearly sorts them, some four times faster than the engine's own sort.
 */

/** Beyond this many values in one bucket insertion would get slow: outliers are absurd, or many values are equal. */
const MOST_IN_BUCKET = 64;

/**
 * Ascending copy of finite values: bucket sort with a final insertion pass (Knuth, The Art of Computer Programming,
 * vol. 3, §5.2.1 and §5.2.5). The values of `Float64Array.prototype.sort`; zeros of either sign count as equal.
 *
 * @example sortedFast(Float64Array.of(3, 1, 2)) // 1, 2, 3
 */
export function sortedFast(sample: Float64Array): Float64Array {
  const count = sample.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += sample[i];
  const middle = sum / count;
  let apart = 0;
  for (let i = 0; i < count; i++) apart += Math.abs(sample[i] - middle);
  const scale = apart / count;
  return scale > 0 && Number.isFinite(scale) ? dealt(sample, middle, scale) : sample.slice().sort();
}

/** Buckets are even in (x − middle) / (|x − middle| + scale), which lies between −1 and 1. */
function dealt(sample: Float64Array, middle: number, scale: number): Float64Array {
  const count = sample.length;
  const half = count / 2;
  const buckets = new Uint32Array(count);
  const ends = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) {
    const distance = sample[i] - middle;
    const bucket = (half + (half * distance) / (Math.abs(distance) + scale)) | 0;
    buckets[i] = bucket;
    ends[bucket]++;
  }
  for (let bucket = 0, before = 0; bucket < ends.length; bucket++) {
    const inside = ends[bucket];
    if (inside > MOST_IN_BUCKET) return sample.slice().sort();
    ends[bucket] = before;
    before += inside;
  }
  const sorted = new Float64Array(count);
  for (let i = 0; i < count; i++) sorted[ends[buckets[i]]++] = sample[i];
  insertionSort(sorted);
  return sorted;
}

function insertionSort(values: Float64Array): void {
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    let at = i;
    while (at > 0 && values[at - 1] > value) {
      values[at] = values[at - 1];
      at--;
    }
    values[at] = value;
  }
}
