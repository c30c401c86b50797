import { describe, expect, it } from 'vitest';
import { DAY_MS, type EpochMs } from '../../../domain/market/candles.ts';
import { type BlockKind, blockOfKind } from '../../../domain/models/blocks/kinds.ts';
import type { Series } from '../../../domain/models/blocks/series.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { gainOf } from '../../../lab/evaluation/blocks/gain.ts';
import { walkBlock } from '../../../lab/evaluation/blocks/walk-block.ts';
import { RecordedMarket } from '../../../lab/evaluation/recorded-market.ts';
import { market as candles } from '../models/markets.ts';
import { simulatedMarket, START } from '../regime/simulated-market.ts';

/** Days of which nobody can tell from prices alone whether they will be wild. */
const DAYS = Math.floor(candles.close.length / 24);
const wildDays = (() => {
  const rng = Rng.seeded('wild days');
  return Array.from({ length: DAYS + 1 }, () => rng.uniform() < 0.3);
})();
const market = new RecordedMarket(
  simulatedMarket(DAYS * 24, 'announced', (bar) => ({ sigma: wildDays[Math.floor(bar / 24)] ? 0.012 : 0.004 })),
);
const decisions: EpochMs[] = Array.from({ length: 120 }, (_, i) => START + (DAYS - 122 + i) * DAY_MS);
const asked = { horizonsBars: [12], seed: '1' };
const plain = walkBlock(market, null, decisions, asked);

/** An index of what the day will be like, published as it begins or a day late. */
function index(lagMs: number): Series {
  const at = Float64Array.from(wildDays, (_, day) => START + day * DAY_MS);
  return {
    name: 'index',
    at,
    availableAt: at.map((moment) => moment + lagMs),
    values: Float64Array.from(wildDays, (wild) => (wild ? 40 : 12)),
  };
}

function gainFrom(kind: BlockKind, series: Series) {
  const other = walkBlock(market, blockOfKind(kind, series), decisions, asked);
  const rows = decisions.map((decision, i) => ({
    decision,
    without: plain.own[0][i],
    withBlock: other.own[0][i],
    climatology: plain.climatology[0][i],
  }));
  expect(rows.every(({ without, withBlock, climatology }) => Number.isFinite(without + withBlock + climatology))).toBe(
    true,
  );
  return gainOf(kind, 12, rows);
}

describe('a block that knows something', () => {
  it('passes: the ablation can say yes', () => {
    const { gain, passes } = gainFrom('vix', index(0));
    expect(passes).toBe(true);
    expect(gain.value).toBeGreaterThan(0.03);
  });

  it('does not pass when the same is published a day late', () => {
    expect(gainFrom('vix', index(DAY_MS)).passes).toBe(false);
  });
});
