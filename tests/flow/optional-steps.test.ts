import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Compute, Ports } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { MODEL_NAMES } from '../../domain/models/registry.ts';
import { PROGRESS_QUERY, type StepProgress } from '../../workflows/messages.ts';
import { type FlowHost, openFlowHost, released } from '../fixtures/flow-host.ts';

/** What a test takes from the ports for a while. */
let broken: {
  readonly chart?: true;
  readonly pdf?: true;
  readonly member?: { readonly task: string; readonly name: string; readonly fault: MemberFault };
} = {};

/** The member's thread is busy when its time is over, and is stopped; or it answers with an error. */
type MemberFault = 'hangs' | AlmanacError;

/** Takes the history that every member gets, and much longer than a millisecond. */
const LONG_TASK = 'estimate-regime';

let host: FlowHost;
beforeAll(async () => {
  host = await openFlowHost({ ports: breakable });
});
afterAll(() => host[Symbol.asyncDispose]());
beforeEach(async () => {
  broken = {};
  await host.beginAnew();
});

function breakable(real: Ports): Ports {
  return {
    ...real,
    charts: { render: (...drawing) => (broken.chart ? unable('no fonts') : real.charts.render(...drawing)) },
    pdf: { render: (report) => (broken.pdf ? unable('no paper') : real.pdf.render(report)) },
    compute: breakableCompute(real.compute),
  };
}

function breakableCompute(real: Compute): Compute {
  return {
    run<T>(task: string, input: unknown, limits: { readonly timeoutMs: number }): Promise<T> {
      const { member } = broken;
      const struck = member?.task === task && (input as { name?: string }).name === member.name;
      if (!struck) return real.run<T>(task, input, limits);
      return member.fault === 'hangs' ? real.run<T>(LONG_TASK, input, { timeoutMs: 1 }) : Promise.reject(member.fault);
    },
  };
}

const unable = (why: string) => Promise.reject(new Error(why));

async function published() {
  const request = host.request();
  expect((await released(host, request)).status).toBe('published');
  const document = (await host.ports.stores.releases.find(request.releaseId))?.document;
  const progress = await host.engine.client.workflow.getHandle(request.releaseId).query<StepProgress[]>(PROGRESS_QUERY);
  const files = document?.artefacts.map(({ key }) => key.slice(key.lastIndexOf('/') + 1)) ?? [];
  return { document, files, failed: progress.filter(({ state }) => state === 'failed') };
}

describe('a release is published', () => {
  it('without its chart when the chart cannot be drawn, and the progress says why', async () => {
    broken = { chart: true };
    const { files, failed } = await published();
    expect(files).not.toContain('chart.svg');
    expect(files).toContain('report.pdf');
    expect(failed).toMatchObject([{ step: 'chart', summary: expect.stringContaining('no fonts') as string }]);
  });

  it('without its report when the report cannot be printed, and the progress says why', async () => {
    broken = { pdf: true };
    const { files, failed } = await published();
    expect(files).toContain('chart.svg');
    expect(files).not.toContain('report.pdf');
    expect(failed).toMatchObject([{ step: 'report', summary: expect.stringContaining('no paper') as string }]);
  });
});

describe('a step that a release can do without', () => {
  it.each([
    ['two minutes', null, 120_000],
    ['half of the time that is left until the deadline', () => Date.now() + 60_000, 30_000],
  ])('holds it up for at most %s', async (_patience, deadline, mostMs) => {
    const request = host.request({ deadline: deadline?.() ?? null });
    await released(host, request);
    const { events } = await host.engine.client.workflow.getHandle(request.releaseId).fetchHistory();
    const scheduled = (events ?? []).map((event) => event.activityTaskScheduledEventAttributes);
    for (const name of ['chart', 'report']) {
      const patience = scheduled.find((attributes) => attributes?.activityType?.name === name)?.scheduleToCloseTimeout;
      expect(Number(patience?.seconds)).toBeGreaterThan(0);
      expect(Number(patience?.seconds) * 1_000).toBeLessThanOrEqual(mostMs);
    }
  });
});

describe('a member is dropped by name, and the others go on,', () => {
  const thrown = new AlmanacError('model.failed', 'The model failed: Invalid array length.');
  const crossed = new AlmanacError('model.invalid-output', 'Its quantiles cross at 0.4.');

  it.each<[string, MemberFault, string]>([
    ['hangs', 'hangs', 'did not finish within'],
    ['throws', thrown, thrown.message],
    ['answers with crossed quantiles', crossed, crossed.message],
  ])('when it %s in the release', async (_what, fault, reason) => {
    broken = { member: { task: 'forecast-member', name: 'ewma', fault } };
    await expectDropped('ewma', reason);
  });

  it.each<[string, MemberFault, string]>([
    ['hangs', 'hangs', 'did not finish within'],
    ['throws', thrown, thrown.message],
  ])('when it %s while learning', async (_what, fault, reason) => {
    await host.beginAnew({ learned: false });
    broken = { member: { task: 'learn-member', name: 'theta', fault } };
    await expectDropped('theta', reason);
  });

  it('and what was learned without it stays with its release: others may have better luck', async () => {
    await host.beginAnew({ learned: false });
    broken = { member: { task: 'learn-member', name: 'theta', fault: 'hangs' } };
    expect((await published()).files).toContain('learned.json');
    await host.beginAnew({ learned: true });
    broken = {};
    const { document, files } = await published();
    expect(files).not.toContain('learned.json');
    expect(document?.forecasts[0].members.find(({ model }) => model === 'theta')?.droppedReason).toBeNull();
  });
});

async function expectDropped(member: string, reason: string): Promise<void> {
  const { document, failed } = await published();
  expect(failed).toEqual([]);
  for (const { members, method } of document?.forecasts ?? []) {
    expect(method).toBe('ensemble');
    expect(members.map(({ model }) => model).toSorted()).toEqual(MODEL_NAMES.toSorted());
    expect(members.find(({ model }) => model === member)).toMatchObject({
      weight: 0,
      droppedReason: expect.stringContaining(reason) as string,
    });
  }
}
