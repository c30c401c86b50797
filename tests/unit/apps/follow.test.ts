import type { Client } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { followRelease } from '../../../apps/operations/follow.ts';

const OUTCOME = { releaseId: 'r', status: 'published', verdict: 'NO-TRADE' };
const LASTS_MS = 700;

/** An engine whose releases run for a while and end, and which counts what it is asked meanwhile. */
function engine() {
  const asked = { progress: 0 };
  const handle = {
    result: () => sleep(LASTS_MS, OUTCOME),
    query: () => {
      asked.progress++;
      return Promise.resolve([{ step: 'ingest', state: 'done', startedAt: 1, endedAt: 3, summary: 'read' }]);
    },
    describe: () => Promise.resolve({ raw: {} }),
  };
  return { asked, client: { workflow: { getHandle: () => handle } } as unknown as Client };
}

const follow = (client: Client, told: string[] = []) =>
  followRelease(client, 'r', (event) => told.push(JSON.stringify(event)), new AbortController().signal);

describe('followers of releases', () => {
  it('tell each step once, and what came of it', async () => {
    const { client, asked } = engine();
    const told: string[] = [];
    await expect(follow(client, told)).resolves.toEqual(OUTCOME);
    expect(told).toEqual([JSON.stringify({ type: 'step', step: 'ingest', state: 'done', ms: 2, summary: 'read' })]);
    expect(asked.progress).toBeGreaterThan(2);
  });

  it('ask together no more often than one of them, besides the last time', async () => {
    const { client, asked } = engine();
    await Promise.all(Array.from({ length: 20 }, () => follow(client)));
    expect(asked.progress).toBeLessThanOrEqual(20 + LASTS_MS / 120);
  });
});
