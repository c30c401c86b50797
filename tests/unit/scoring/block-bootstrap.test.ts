import { describe, expect, it } from 'vitest';
import { Rng } from '../../../domain/numeric/random.ts';
import { bootstrapped, resampledCounts, resampledSums } from '../../../domain/scoring/block-bootstrap.ts';

const how = (seed: string, blockRows: number, draws: number) => ({ blockRows, draws, rng: Rng.seeded(seed) });

describe('the circular block bootstrap', () => {
  it('draws whole neighbourhoods around the end, and as many rows as there are', () => {
    for (const counts of resampledCounts(10, how('a', 4, 50))) {
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10);
    }
    const [whole] = resampledCounts(10, how('a', 10, 1));
    expect([...whole]).toEqual(Array.from({ length: 10 }, () => 1));
  });

  it('gives the sums of the rows that it counts', () => {
    const column = Float64Array.from({ length: 23 }, (_, i) => i * i);
    const [sums] = resampledSums([column], how('b', 5, 40));
    const counted = Float64Array.from(resampledCounts(23, how('b', 5, 40)), (counts) =>
      counts.reduce((sum, count, i) => sum + count * column[i], 0),
    );
    sums.forEach((sum, draw) => expect(sum).toBeCloseTo(counted[draw], 8));
  });

  it('covers the mean of independent draws 95 times in 100, and is wider where neighbours are alike', () => {
    const rng = Rng.seeded('samples');
    const meanOf = ([sum, count]: readonly number[]) => sum / count;
    const ones = new Float64Array(300).fill(1);
    let covered = 0;
    for (let sample = 0; sample < 200; sample++) {
      const values = Float64Array.from({ length: 300 }, () => rng.normal());
      const { low, high } = bootstrapped([values, ones], meanOf, how(`c${sample}`, 5, 200));
      if (low <= 0 && high >= 0) covered++;
    }
    expect(covered / 200).toBeGreaterThan(0.89);
    expect(covered / 200).toBeLessThan(0.99);
    const alike = Float64Array.from({ length: 300 }, (_, i) => Math.sin(i / 10));
    const width = (blockRows: number) => {
      const { low, high } = bootstrapped([alike, ones], meanOf, how('d', blockRows, 500));
      return high - low;
    };
    expect(width(15)).toBeGreaterThan(2 * width(1));
  });
});
