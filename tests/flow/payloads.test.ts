import { rootCause } from '@temporalio/common';
import { type WorkflowExecutionDescription, WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MAX_PAYLOAD_BYTES } from '../../adapters/temporal/payload-limit.ts';
import { startRelease } from '../../apps/operations/release.ts';
import { type FlowHost, openFlowHost, released } from '../fixtures/flow-host.ts';
import type { Interference } from '../fixtures/interference.ts';

const THREE_MB = 3 * 1024 * 1024;

let host: FlowHost;
beforeAll(async () => {
  host = await openFlowHost();
});
afterAll(() => host[Symbol.asyncDispose]());
beforeEach(() => host.beginAnew());

const answeringTooMuch: Interference = async (perform) => ({
  ...((await perform()) as object),
  summary: 'x'.repeat(THREE_MB),
});

describe('an activity that answers 3 MB', () => {
  it('fails at once, by name, and the release ends with that reason (INCIDENTS T7)', async () => {
    host.interferences.plan('regime', answeringTooMuch);
    const request = host.request();
    expect((await released(host, request)).status).toBe('fallback');
    const stored = await host.ports.stores.releases.find(request.releaseId);
    expect(stored?.document?.error).toMatchObject({
      code: 'payload.too-large',
      message: expect.stringContaining('"regime"') as string,
    });
    expect(host.interferences.executions.filter((name) => name.startsWith('regime'))).toEqual(['regime 1']);
  });

  it('as the ledger row is written, ends the workflow by name instead of writing again and again', async () => {
    host.interferences.plan('commit', answeringTooMuch);
    const failure: unknown = await released(host, host.request()).catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(WorkflowFailedError);
    expect(rootCause((failure as WorkflowFailedError).cause)).toContain('the activity "commit"');
    expect(host.interferences.executions.filter((name) => name.startsWith('commit'))).toEqual(['commit 1']);
    expect(await host.ports.stores.ledger.entries('recorded')).toHaveLength(1);
  });
});

it('a workflow is not started with more than references, and the refusal names it', async () => {
  const request = host.request({
    slot: 'never-started',
    candleFiles: Array.from({ length: 400 }, (_, i) => `${'a-long-name/'.repeat(8)}${i}.csv`),
  });
  await expect(startRelease(host.engine.client, request)).rejects.toMatchObject({
    type: 'payload.too-large',
    message: expect.stringContaining('the workflow "release"') as string,
  });
  await expect(host.engine.client.workflow.getHandle(request.releaseId).describe()).rejects.toThrow(
    WorkflowNotFoundError,
  );
});

it('the history of a release stays below 150 events and 200 KB, and no payload passes 32 KB', async () => {
  const request = host.request();
  await released(host, request);
  const handle = host.engine.client.workflow.getHandle(request.releaseId);
  const { historyLength, historySize }: WorkflowExecutionDescription = await handle.describe();
  expect(historyLength).toBeLessThan(150);
  expect(historySize).toBeLessThan(200 * 1024);
  const payloads = payloadBytes(await handle.fetchHistory());
  expect(payloads.length).toBeGreaterThan(30);
  expect(Math.max(...payloads)).toBeLessThanOrEqual(MAX_PAYLOAD_BYTES);
});

/** Length of every payload's data, wherever it lies. */
function payloadBytes(node: unknown): number[] {
  if (node instanceof Uint8Array || typeof node !== 'object' || node === null) return [];
  const own = 'data' in node && node.data instanceof Uint8Array ? [node.data.byteLength] : [];
  return [...own, ...Object.values(node).flatMap(payloadBytes)];
}
