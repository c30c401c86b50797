/** A claim of skill where there is none is the worst a record can do: at most one in twenty (METHODS §7). */
import { falseClaims, type Null, RELEASES } from './claims/null-records.ts';
import type { Figure } from './figure.ts';

const RUNS = 1_000;
const LIMIT_PERCENT = 5;

const NULLS: Readonly<Record<Null, string>> = {
  direction: 'direction guessed on driftless walks',
  width: 'ranges that are the baseline’s and noise',
};

export function claimFigures(tell: (line: string) => void): Figure[] {
  return (Object.keys(NULLS) as Null[]).map((kind) => {
    tell(`${RUNS} records of ${RELEASES} releases: ${NULLS[kind]}`);
    return {
      name: `false claims, ${NULLS[kind]}`,
      measured: (100 * falseClaims(kind, RUNS)) / RUNS,
      unit: '%' as const,
      limit: LIMIT_PERCENT,
      note: `${RELEASES} releases each, watched at every outcome`,
    };
  });
}
