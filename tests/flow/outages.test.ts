import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { STEP_NAMES } from '../../activities/contract.ts';
import { type FlowHost, kept, openFlowHost, released } from '../fixtures/flow-host.ts';
import { Outage } from '../fixtures/outage.ts';

const database = new Outage();
const objects = new Outage();

let host: FlowHost;
let undisturbed: Awaited<ReturnType<typeof kept>>;
beforeAll(async () => {
  host = await openFlowHost({
    database: (real) => database.database(real),
    ports: (real) => ({ ...real, objects: objects.objects(real.objects) }),
  });
  await released(host, host.request());
  undisturbed = await kept(host, host.request());
});
afterAll(() => host[Symbol.asyncDispose]());
beforeEach(() => host.beginAnew());

describe.each([
  ['the database', database, [...STEP_NAMES, 'commit', 'publish']],
  ['the object store', objects, [...STEP_NAMES, 'commit']],
] as const)('while %s is away', (_name, store, users) => {
  it('every step asks again, and the same release completes once, byte for byte', async () => {
    for (const activity of users)
      host.interferences.plan(activity, ...Array.from(attemptsAt(activity), () => store.during));
    expect((await released(host, host.request())).status).toBe('published');
    expect(await kept(host, host.request())).toEqual(undisturbed);
    const answered = users.map((activity) => `${activity} ${attemptsAt(activity).length + 1}`);
    expect(host.interferences.executions).toEqual(expect.arrayContaining(answered));
  });
});

/** Longer at one step of each effect class. */
const attemptsAt = (activity: string) => ({
  length: ['ingest', 'explain', 'chart', 'commit'].includes(activity) ? 3 : 1,
});
