/** Made-up outside series for the blocks' tests. */
import { DAY_MS, type EpochMs, HOUR_MS } from '../../../../domain/market/candles.ts';
import type { BlockKind } from '../../../../domain/models/blocks/kinds.ts';
import type { Series } from '../../../../domain/models/blocks/series.ts';
import { Rng } from '../../../../domain/numeric/random.ts';

/** About a day each, from one moment to another, known `lagMs` after it began. */
export function seriesOf(
  from: EpochMs,
  to: EpochMs,
  valueOf: (at: EpochMs) => number,
  lagMs = DAY_MS + HOUR_MS,
): Series {
  const at = Float64Array.from({ length: Math.floor((to - from) / DAY_MS) }, (_, day) => from + day * DAY_MS);
  return { name: 'made-up', at, availableAt: at.map((moment) => moment + lagMs), values: at.map(valueOf) };
}

/** Values of the size that a kind is used to. */
export function valuesFor(kind: BlockKind, seed: string): () => number {
  const rng = Rng.seeded(seed);
  const usual = { 'other-coin': 0.01, funding: 1e-4, 'fed-funds': 2, fomc: 1 }[kind as string] ?? 30;
  return () => usual * Math.exp(0.5 * rng.normal());
}

/** The same until a moment; what became known later is another. */
export function otherwiseAfter(series: Series, cutoff: EpochMs): Series {
  const known = (i: number) => series.availableAt[i] <= cutoff;
  return { ...series, values: series.values.map((value, i) => (known(i) ? value : 3 * value + 1)) };
}
