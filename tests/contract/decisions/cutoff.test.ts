/** DESIGN §10, cutoff: the close of the last closed base bar at the asked moment. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ports } from '../../../activities/ports.ts';
import { openCompute } from '../../../adapters/compute/pool.ts';
import type { OperationEvent } from '../../../apps/operations/events.ts';
import { manualRequest } from '../../../apps/operations/request.ts';
import type { ReleaseArguments } from '../../../apps/operations/words.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/market/candles.ts';
import { cutoffAt } from '../../../domain/market/cutoff.ts';
import { hundredDaysCutoff, hundredDaysPast, type MarketFile, marketFile } from '../../fixtures/market-file.ts';
import { backDatedRequest, openPipeline, type Pipeline } from '../../fixtures/pipeline.ts';

const compute = openCompute({ threads: 1 });
let pipeline: Pipeline;
let file: MarketFile;

beforeAll(async () => {
  pipeline = await openPipeline({ compute });
  file = await marketFile(hundredDaysPast);
});

afterAll(async () => {
  for (const open of [pipeline, file, compute]) await open[Symbol.asyncDispose]();
});

async function asked(given: Partial<ReleaseArguments>, now: number) {
  const told: OperationEvent[] = [];
  const ports: Ports = { ...pipeline.ports, clock: { now: () => now } };
  const { seed, horizonsHours, zone, cards, codeVersion } = backDatedRequest({ cutoff: 0, candleFiles: [] });
  const plan = { seed, horizonsHours, zone, cards, codeVersion };
  const request = await manualRequest(
    { ports, plan, symbols: ['BTC/USDT'] },
    { slot: 'manual', candles: [], ...given },
    (event) => told.push(event),
  );
  return { ...request, told };
}

const iso = (at: number) => new Date(at).toISOString();

describe('the cutoff of a release asked for', () => {
  const now = Date.parse('2026-11-20T09:59:59.999Z');

  it('now is the last full hour, and a bar closes at the very moment it is complete', async () => {
    expect(iso((await asked({ source: 'simulated' }, now)).cutoff)).toBe('2026-11-20T09:00:00.000Z');
    expect(iso((await asked({ source: 'simulated' }, now + 1)).cutoff)).toBe('2026-11-20T10:00:00.000Z');
  });

  it('as of a moment between two closes is the earlier close, which is said', async () => {
    const { cutoff, stream, deadline, told } = await asked(
      { source: 'simulated', asOf: '2026-11-19T07:34+03:00' },
      now,
    );
    expect([iso(cutoff), stream, deadline]).toEqual(['2026-11-19T04:00:00.000Z', 'back-dated', null]);
    expect(told).toEqual([{ type: 'note', text: expect.stringContaining('2026-11-19T04:00:00.000Z') }]);
  });

  it('from a file without a moment is the close of its last bar, not the clock', async () => {
    const { cutoff } = await asked({ candles: [file.path] }, now);
    expect(cutoff).toBe(hundredDaysCutoff);
  });
});

it('triggered releases are cut at five minutes by the same rule', () => {
  const at = Date.parse('2026-11-20T09:59:59Z');
  expect(iso(cutoffAt(at, 5 * MINUTE_MS))).toBe('2026-11-20T09:55:00.000Z');
});

it('the bar that closes at the cutoff must be there', async () => {
  const request = backDatedRequest({ cutoff: hundredDaysCutoff + HOUR_MS, candleFiles: [file.path] });
  await expect(pipeline.step('ingest', request)).rejects.toMatchObject({ code: expect.stringMatching(/^data\./) });
});
