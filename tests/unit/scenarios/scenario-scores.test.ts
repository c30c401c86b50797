import { describe, expect, it } from 'vitest';
import { countScenarios } from '../../../domain/scenarios/barriers.ts';
import { SCENARIO_IDS } from '../../../domain/scenarios/scenario.ts';
import { classScores, climatologyPer10k, FIXED_PER_10K } from '../../../domain/scenarios/scenario-scores.ts';
import { simulatedHistory } from '../../fixtures/simulated-history.ts';

const history = simulatedHistory({ bars: 24 * 120, seed: 'scenario climatology' });
const basePrice = history.close[history.length - 1];
const frame = { upper: basePrice * 1.01, lower: basePrice * 0.985, deadline: history.cutoff + 86_400_000 };

describe('scenario probabilities', () => {
  it('are scored by how far they were from what came (Brier) and how likely they called it (log)', () => {
    const { brier, logScore } = classScores(FIXED_PER_10K, 'down-holds');
    expect(brier).toBeCloseTo(0.25 ** 2 + 0.2 ** 2 + 0.7 ** 2 + 0.15 ** 2 + 0.1 ** 2, 12);
    expect(logScore).toBeCloseTo(-Math.log(0.3), 12);
  });

  it('of climatology count the same events as paths do, over every day of the past', () => {
    const per10k = climatologyPer10k(history, frame, basePrice);
    expect(per10k.reduce((sum, share) => sum + share, 0)).toBe(10_000);
    const bars = 24;
    const starts = Array.from({ length: history.length - bars }, (_, i) => i);
    const relative = (column: Float64Array) =>
      Float64Array.from(
        starts.flatMap((at) =>
          Array.from(column.subarray(at + 1, at + 1 + bars), (p) => Math.log(p / history.close[at])),
        ),
      );
    const { symbol, cutoff, barMs } = history;
    const paths = {
      ...{ symbol, cutoff, barMs, basePrice, bars, count: starts.length },
      ...{
        open: relative(history.open),
        high: relative(history.high),
        low: relative(history.low),
        close: relative(history.close),
      },
    };
    const counts = countScenarios(paths as Parameters<typeof countScenarios>[0], frame);
    SCENARIO_IDS.forEach((id, i) =>
      expect(Math.abs(per10k[i] - (10_000 * (counts[id] + 1)) / (starts.length + 5))).toBeLessThanOrEqual(1.001),
    );
  });

  it('of climatology know nothing of days with a missing bar', () => {
    const gapped = { ...history, close: history.close.map((price, i) => (i % 20 === 0 ? Number.NaN : price)) };
    expect(climatologyPer10k(gapped, frame, basePrice)).toEqual([2_000, 2_000, 2_000, 2_000, 2_000]);
  });
});
