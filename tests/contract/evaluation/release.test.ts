import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openCompute } from '../../../adapters/compute/pool.ts';
import type { ArtefactRef } from '../../../domain/ledger/document.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../../domain/market/candles.ts';
import { candlesOf } from '../../../domain/market/rows.ts';
import { MODEL_NAMES } from '../../../domain/models/registry.ts';
import { DEFAULT_CARD_SETTINGS } from '../../../domain/trade/settings.ts';
import { adviseBlock } from '../../../lab/evaluation/advise-block.ts';
import { issueBlock } from '../../../lab/evaluation/issue-block.ts';
import { blocksOf, type EvaluationPlan } from '../../../lab/evaluation/plan.ts';
import { RecordedMarket } from '../../../lab/evaluation/recorded-market.ts';
import { walkMember } from '../../../lab/evaluation/walk-member.ts';
import { backDatedRequest, openPipeline, type Pipeline } from '../../fixtures/pipeline.ts';
import { CUTOFF, RECORDED_BTC, recordedBars, writeBars } from '../../fixtures/recorded-bars.ts';

const compute = openCompute({ threads: 2 });
afterAll(() => compute[Symbol.asyncDispose]());

const HORIZONS = [4, 12, 24];
const DAYS = 150;
const rows = recordedBars(DAYS, 48);

/** What the release's own steps publish and advise at a moment. */
async function released(pipeline: Pipeline, file: string, cutoff: EpochMs): Promise<unknown> {
  const request = backDatedRequest({ cutoff, candleFiles: [file], horizonsHours: HORIZONS });
  const stored: ArtefactRef[] = [];
  for (const step of ['ingest', 'learn', 'regime', 'models', 'ensemble', 'recommend', 'verify'] as const) {
    stored.push(...(await pipeline.step(step, request, stored)).artefacts);
  }
  const read = async (name: string): Promise<unknown> => {
    const artefact = stored.find(({ key }) => key.endsWith(`/${name}`));
    if (!artefact) throw new Error(`no step stored ${name}`);
    return JSON.parse(Buffer.from(await pipeline.ports.objects.get(artefact.key)).toString());
  };
  const { shadow } = (await read('card.json')) as { shadow: unknown };
  return { forecasts: await read('forecasts.json'), card: await read('verdict.json'), shadow };
}

/** What an evaluation issues at it, and the cards that it makes of that. */
function evaluated(decisions: readonly EpochMs[]): unknown[] {
  const market = new RecordedMarket(candlesOf(rows, 'BTC/USDT', HOUR_MS));
  const plan: EvaluationPlan = {
    symbol: 'BTC/USDT',
    from: decisions[0],
    to: decisions[decisions.length - 1] + HOUR_MS,
    slots: ['00:00', '12:00'],
    zone: 'UTC',
    barMs: HOUR_MS,
    horizonsHours: HORIZONS,
    every: 1,
    seed: '1',
  };
  const asked = { horizonsBars: HORIZONS, seed: plan.seed };
  const walked = blocksOf(plan).flatMap((block) =>
    MODEL_NAMES.map((model) => walkMember(model, market.history, block, asked)),
  );
  const issued = issueBlock(market, walked, decisions, plan);
  const settings = { cards: DEFAULT_CARD_SETTINGS, funding: null, seed: plan.seed };
  const advised = adviseBlock(market, issued, settings);
  return decisions.map((decision, i) => {
    const forecasts = issued.filter((row) => row.decision === decision).map(({ forecast }) => forecast);
    const { card, shadow } = advised[i];
    return JSON.parse(JSON.stringify({ forecasts, card, shadow }));
  });
}

describe('what an evaluation issues', { timeout: 240_000 }, () => {
  it.skipIf(!RECORDED_BTC)('is what a release at that moment publishes and advises, to the last digit', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'almanac-evaluation-'));
    try {
      const file = await writeBars(folder, 'BTCUSDT-1h.csv.gz', rows);
      await using pipeline = await openPipeline({ compute });
      const moments = [CUTOFF - 3.5 * DAY_MS, CUTOFF];
      const issued = evaluated(moments);
      for (const [i, cutoff] of moments.entries()) expect(issued[i]).toEqual(await released(pipeline, file, cutoff));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
