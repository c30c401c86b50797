import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { candlesOf } from '../../../domain/market/rows.ts';
import { climatologyQuantiles } from '../../../domain/models/climatology.ts';
import { isNotEnough } from '../../../domain/models/model.ts';
import { MODEL_NAMES } from '../../../domain/models/registry.ts';
import { outcome } from '../../../domain/scoring/outcome.ts';
import { issueBlock } from '../../../lab/evaluation/issue-block.ts';
import { type Block, blocksOf, type EvaluationPlan } from '../../../lab/evaluation/plan.ts';
import { RecordedMarket } from '../../../lab/evaluation/recorded-market.ts';
import { scoredRow } from '../../../lab/evaluation/scored-row.ts';
import { judge } from '../../../lab/evaluation/scores/judged.ts';
import { Sample } from '../../../lab/evaluation/scores/sample.ts';
import type { WalkedBlock } from '../../../lab/evaluation/walk-member.ts';
import { CUTOFF, RECORDED_BTC, recordedBars } from '../../fixtures/recorded-bars.ts';

const HOURS = 4;
const plan: EvaluationPlan = {
  symbol: 'BTC/USDT',
  from: CUTOFF - 20 * DAY_MS,
  to: CUTOFF,
  slots: ['00:00', '12:00'],
  zone: 'UTC',
  barMs: HOUR_MS,
  horizonsHours: [HOURS],
  every: 1,
  seed: '1',
};

/** Members that say what the past year was like; the one that leaks, one that carries the forecast, has heard a third of what is to come. */
function brokenWith(leaking: string | null): string[] {
  const market = new RecordedMarket(candlesOf(recordedBars(240, 48), 'BTC/USDT', HOUR_MS));
  const blocks = blocksOf(plan);
  const said = (model: string, decision: number) => {
    const quantiles = climatologyQuantiles(market.loadedAt(decision), HOURS);
    if (isNotEnough(quantiles)) return null;
    if (model !== leaking) return quantiles;
    const heard = outcome(market.history, decision, HOURS) / 3;
    return quantiles.map((quantile) => heard + 0.7 * quantile);
  };
  const rowOf = (model: string) => (decision: number) => ({
    decision,
    horizonBars: HOURS,
    quantiles: said(model, decision),
    reason: null,
  });
  const walkedOf = (model: string, { learning, issued }: Block): WalkedBlock => ({
    model,
    learned: learning.map(rowOf(model)),
    answers: issued.map(rowOf(model)),
    failedWeeks: [],
  });
  const walked = blocks.flatMap((block) => MODEL_NAMES.map((model) => walkedOf(model, block)));
  const rows = blocks.flatMap(({ issued }) => issueBlock(market, walked, issued, plan)).map(scoredRow);
  return judge(new Sample(rows, HOURS), plan)
    .filter(({ holds }) => !holds)
    .map(({ what }) => what);
}

describe.skipIf(!RECORDED_BTC)('the early warning', () => {
  const warning = 'early warning: skill too good to be true';

  it('is given when one member has heard of the outcome', () => {
    expect(brokenWith('har-x')).toContain(warning);
  });

  it('is not given when none has', () => {
    expect(brokenWith(null)).not.toContain(warning);
  });
});
