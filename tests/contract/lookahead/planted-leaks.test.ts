/** Leaks made on purpose: a check that never finds one proves nothing. Each is planted where a real one would sit. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddingStore, MarketSources, Ports } from '../../../activities/ports.ts';
import { runStep } from '../../../activities/run-step.ts';
import { jsonFile, type Step } from '../../../activities/step.ts';
import { STEPS } from '../../../activities/steps/index.ts';
import { openRecorded } from '../../../adapters/candle-file/recorded.ts';
import { openCompute } from '../../../adapters/compute/pool.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { type Candles, type EpochMs, HOUR_MS } from '../../../domain/market/candles.ts';
import type { CandleRow } from '../../../domain/market/sources.ts';
import type { SimilarWindows } from '../../../domain/similarity/neighbour.ts';
import { latestNeighbourClose, WINDOW_BARS } from '../../../domain/similarity/selection.ts';
import { checkLookahead } from '../../../lab/lookahead/check.ts';
import { hundredDays, hundredDaysCutoff, hundredDaysPast, marketFile } from '../../fixtures/market-file.ts';
import { backDatedRequest, hashesOf, openPipeline, type Pipeline } from '../../fixtures/pipeline.ts';

const compute = openCompute({ threads: 2 });
const { signal } = new AbortController();
let pipeline: Pipeline;
let made = 0;

beforeAll(async () => {
  pipeline = await openPipeline({ compute });
});
afterAll(async () => {
  await pipeline[Symbol.asyncDispose]();
  await compute[Symbol.asyncDispose]();
});

/** A source that changes what it honestly read, knowing all candles. */
function leakingSource(leak: (rows: CandleRow[], candles: Candles, cutoff: EpochMs) => CandleRow[]) {
  return async (candles: Candles, cutoff: EpochMs) => {
    const sources: MarketSources = {
      async open({ candleFiles }) {
        const honest = openRecorded({ files: candleFiles });
        const prices: typeof honest.prices = async (...asked) => {
          const answer = await honest.prices(...asked);
          return { ...answer, rows: leak([...answer.rows], candles, cutoff) };
        };
        return { ...honest, prices };
      },
    };
    return await artefactsOf(candles, cutoff, { ...pipeline.ports, sources }, null);
  };
}

/** A step that reads the file itself instead of what was stored of it. */
function leakingStep(answer: (closes: readonly number[]) => unknown) {
  const peeking: Step = {
    name: 'regime',
    async build({ request }) {
      const lines = (await readFile(request.candleFiles[0], 'utf8')).trim().split('\n').slice(1);
      const closes = lines.map((line) => Number(line.split(',')[4]));
      return { files: [jsonFile('regime.json', { answer: String(answer(closes)) })], rows: [], summary: '' };
    },
  };
  return (candles: Candles, cutoff: EpochMs) => artefactsOf(candles, cutoff, pipeline.ports, peeking);
}

/** What is stored of the prices and by one more step; a refusal is an answer as well. */
async function artefactsOf(candles: Candles, cutoff: EpochMs, ports: Ports, step: Step | null): Promise<string> {
  await using file = await marketFile(candles);
  const slot = `manual-${++made}`;
  const request = backDatedRequest({ cutoff, slot, releaseId: `BTC-USDT_leak_${slot}`, candleFiles: [file.path] });
  try {
    const { artefacts } = await runStep(STEPS.ingest, ports, request, [], signal);
    const more = step ? await runStep(step, ports, request, artefacts, signal) : { artefacts: [] };
    return JSON.stringify(hashesOf([...artefacts, ...more.artefacts]));
  } catch (failure) {
    if (failure instanceof AlmanacError) return failure.code;
    throw failure;
  }
}

const closeAt = ({ openTime, close }: Candles, opened: number) => close[openTime.indexOf(opened)];
const changedLast = (rows: CandleRow[], change: (row: CandleRow) => CandleRow) => [
  ...rows.slice(0, -1),
  change(rows[rows.length - 1]),
];

const LEAKS = {
  'a source that tells the candle that is still open': leakingSource(
    (rows, { openTime, open, high, low, close, volume }, cutoff) => {
      const at = openTime.indexOf(cutoff);
      if (at < 0) return rows;
      return changedLast(rows, ([opened]) => [opened, open[at], high[at], low[at], close[at], volume[at]]);
    },
  ),
  'a centred window over the volumes': leakingSource((rows, candles) =>
    rows.map(([opened, ...bar]) => {
      const at = candles.openTime.indexOf(opened);
      const near = candles.volume.slice(Math.max(0, at - 1), at + 2).filter((volume) => volume > 0 && volume < 1e9);
      return [opened, bar[0], bar[1], bar[2], bar[3], near.reduce((sum, volume) => sum + volume, 0) / near.length];
    }),
  ),
  'a gap filled from behind': leakingSource((rows, candles, cutoff) => {
    const next = closeAt(candles, cutoff + HOUR_MS);
    return next > 0
      ? changedLast(rows, ([opened, open, , , , volume]) => [
          opened,
          open,
          Math.max(open, next),
          Math.min(open, next),
          next,
          volume,
        ])
      : rows;
  }),
  'a step that looks at the last row of the file': leakingStep((closes) => closes.at(-1)),
  'a step that scales by the largest price of the file': leakingStep(
    (closes) => closes[0] / Math.max(...closes.filter(Number.isFinite)),
  ),
  'a step that knows how many rows there are': leakingStep((closes) => closes.length),
};

describe('the look-ahead check catches', { timeout: 120_000 }, () => {
  it.each(Object.entries(LEAKS))('%s', async (_, compute) => {
    expect((await checkLookahead(compute, hundredDays, hundredDaysCutoff)).leaks).not.toEqual([]);
  });

  it('nothing in the same steps without a leak', async () => {
    const honest = leakingSource((rows) => rows);
    expect((await checkLookahead(honest, hundredDays, hundredDaysCutoff)).leaks).toEqual([]);
  });
});

it('a store that answers with the present window itself, and with windows not resolved, is not believed', async () => {
  await using file = await marketFile(hundredDaysPast);
  const request = backDatedRequest({ cutoff: hundredDaysCutoff, releaseId: 'BTC-USDT_self', candleFiles: [file.path] });
  const careless: EmbeddingStore = {
    ...pipeline.ports.stores.embeddings,
    nearest: (query) => pipeline.ports.stores.embeddings.nearest({ ...query, until: hundredDaysCutoff }),
  };
  const ports: Ports = { ...pipeline.ports, stores: { ...pipeline.ports.stores, embeddings: careless } };
  const { artefacts } = await runStep(STEPS.ingest, ports, request, [], signal);
  const { artefacts: stored } = await runStep(STEPS.similarity, ports, request, artefacts, signal);
  const bytes = await ports.objects.get(stored[0].key);
  const { neighbours } = JSON.parse(new TextDecoder().decode(bytes)) as SimilarWindows;
  const latest = latestNeighbourClose(hundredDaysCutoff, WINDOW_BARS, HOUR_MS);
  expect(neighbours.length).toBeGreaterThan(0);
  for (const { closeTime, distance, outcomes } of neighbours) {
    expect(closeTime).toBeLessThanOrEqual(latest);
    expect(distance).toBeGreaterThan(0);
    expect(Object.values(outcomes)).not.toContain(null);
  }
});
