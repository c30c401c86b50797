import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../domain/market/candles.ts';
import { gridQuantiles } from '../../../domain/numeric/quantiles.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { crps } from '../../../domain/scoring/crps.ts';
import { verdictOf } from '../../../lab/bench/figure.ts';
import { comparedFigures } from '../../../lab/bench/side-by-side/compared.ts';
import type { PackageForecast } from '../../../lab/bench/side-by-side/packages.ts';
import type { ScoredRow } from '../../../lab/evaluation/scored-row.ts';

const HOURS = 4;
const FIRST = Date.UTC(2021, 0, 1);
const rng = Rng.seeded('side by side');
const NORMAL = gridQuantiles(Float64Array.from({ length: 5_000 }, () => rng.normal()).sort());
const scaled = (width: number) => Float64Array.from(NORMAL, (z) => width * z);

/** The width that came is 1; ours says 1.2, climatology 2. */
const rows: ScoredRow[] = Array.from({ length: 400 }, (_, i) => {
  const outcome = rng.normal();
  const [own, climatology] = [crps(scaled(1.2), outcome), crps(scaled(2), outcome)];
  return {
    decision: FIRST + 1.5 * i * DAY_MS,
    horizonHours: HOURS,
    outcome,
    refusedReason: null,
    referenceCrps: climatology,
    published: {
      quantiles: scaled(1.2),
      uncalibrated: scaled(1.2),
      regime: null,
      neighbours: null,
      pUp: 0.5,
      baseRate: 0.5,
      directional: false,
      method: 'ensemble',
      abstention: 0,
      pit: 0.5,
      crps: { ensemble: own, climatology },
      weights: {},
      touches: [],
    },
  };
});

function verdicts(packages: PackageForecast) {
  return new Map(comparedFigures(rows, HOURS, packages).map((figure) => [figure.name, verdictOf(figure)]));
}

describe('beside the packages', () => {
  it('one that is further from the truth than ours stays below it, one that is nearer passes it', () => {
    const found = verdicts((model) => scaled(model === 'egarch-t' ? 1 : 1.8));
    expect(found.get('auto-arima, 4 h')).toBe('holds');
    expect(found.get('egarch-t, 4 h')).toBe('OVER');
  });

  it('is compared with each on the decisions that it answered, and says how many it did not', () => {
    const half: PackageForecast = (_, decision) => (decision < FIRST + 300 * DAY_MS ? scaled(1.8) : null);
    const figures = comparedFigures(rows, HOURS, half);
    expect(figures[1].note).toContain('no answer at 200');
    const all = comparedFigures(rows, HOURS, () => scaled(1.8));
    expect(figures[1].limit).not.toBe(all[1].limit);
    expect(all[1].limit).toBe(all[0].measured);
  });

  it('ours is shown alone where there are none', () => {
    expect(comparedFigures(rows, HOURS, null).map(({ name }) => name)).toEqual(['ours, 4 h']);
  });
});
