import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { STEP_NAMES } from '../../activities/contract.ts';
import { type FlowHost, kept, openFlowHost, released } from '../fixtures/flow-host.ts';
import { afterTheEffect, beforeTheEffect } from '../fixtures/interference.ts';

let host: FlowHost;
let undisturbed: Awaited<ReturnType<typeof kept>>;

beforeAll(async () => {
  host = await openFlowHost();
  undisturbed = await release();
});
afterAll(() => host[Symbol.asyncDispose]());
beforeEach(() => host.beginAnew());

async function release() {
  const request = host.request();
  const { status } = await released(host, request);
  expect(status).toBe('published');
  return await kept(host, request);
}

it('an undisturbed release leaves one row, artefacts of every step, and is told once', () => {
  expect(undisturbed.rows).toHaveLength(1);
  expect(undisturbed.posts).toHaveLength(1);
  expect(new Set(undisturbed.artefacts.map(({ step }) => step))).toEqual(new Set(STEP_NAMES));
});

const ACTIVITIES = [...STEP_NAMES, 'commit', 'publish'];
const twice = (activity: string) => [`${activity} 1`, `${activity} 2`];

it('struck at every activity before its effect, the same release completes once, byte for byte', async () => {
  for (const activity of ACTIVITIES) host.interferences.plan(activity, beforeTheEffect);
  expect(await release()).toEqual(undisturbed);
  expect(host.interferences.executions.toSorted()).toEqual(ACTIVITIES.flatMap(twice).toSorted());
});

it('struck at every activity after its effect and before the answer, the same release completes once, byte for byte', async () => {
  await host.beginAnew({ learned: false });
  for (const activity of ACTIVITIES) host.interferences.plan(activity, afterTheEffect);
  expect(await release()).toEqual(undisturbed);
  expect(host.interferences.executions.toSorted()).toEqual(ACTIVITIES.flatMap(twice).toSorted());
});
