import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MarketSource } from '../../activities/ports.ts';
import { awaitOutcome } from '../../apps/operations/outcome.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { verifyChain } from '../../domain/ledger/chain.ts';
import { outcomeProblem } from '../../domain/ledger/check-outcome.ts';
import { committedRelease } from '../../domain/ledger/committed-release.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../domain/market/candles.ts';
import type { CandleRow } from '../../domain/market/sources.ts';
import type { OutcomeReport } from '../../workflows/messages.ts';
import { type CommittedFixture, commitMadeUpRelease, marketOf } from '../fixtures/committed-release.ts';
import { type FlowHost, openFlowHost } from '../fixtures/flow-host.ts';
import { afterTheEffect, beforeTheEffect } from '../fixtures/interference.ts';
import { openVirtualTime, testServer, type VirtualTime } from '../fixtures/virtual-time.ts';

const launcher = testServer();

let time: VirtualTime;
let host: FlowHost;
/** What a market shows at a moment; null: nobody answers. */
let market: (now: EpochMs) => MarketSource | null;

beforeAll(async () => {
  if (!launcher) return;
  time = await openVirtualTime(launcher);
  const away = new AlmanacError('source.unreachable', 'No exchange answers.');
  const open = async () => market(time.clock.now()) ?? Promise.reject(away);
  host = await openFlowHost({ ...time, sources: { open }, activityInterceptors: [time.clockwork] });
});
afterAll(async () => {
  await host?.[Symbol.asyncDispose]();
  await time?.[Symbol.asyncDispose]();
});

async function released(name: string): Promise<CommittedFixture> {
  await time.until(0);
  const cutoff = Math.ceil(time.clock.now() / HOUR_MS) * HOUR_MS;
  await time.until(cutoff + MINUTE_MS);
  return await commitMadeUpRelease(host.ports, {
    cutoff,
    source: 'simulated',
    releaseId: name,
    at: cutoff + MINUTE_MS,
  });
}

/** Lets the time pass in which everything that can happen to a release has happened. */
async function ended({ request }: CommittedFixture, days: number): Promise<OutcomeReport> {
  const outcome = await awaitOutcome(host.engine.client, request.releaseId);
  await time.until(request.cutoff + days * DAY_MS);
  return await outcome.result();
}

const outcomesOf = ({ request }: CommittedFixture) => host.ports.stores.outcomes.of(request.releaseId);

async function settledIn(fixture: CommittedFixture) {
  const { entry, request } = fixture;
  const outcomes = await outcomesOf(fixture);
  const entries = await host.ports.stores.ledger.entries(request.source);
  verifyChain(entries);
  const own = entries.filter(({ kind, key }) => kind === 'outcome' && key.startsWith(`${request.releaseId}_`));
  expect(own.map(({ key }) => key).sort()).toEqual(outcomes.map((each) => each.entry.key).sort());
  for (const { body } of outcomes) expect(outcomeProblem(body, committedRelease(entry.body), entry.hash)).toBeNull();
  return outcomes.map(({ body, entry: { committedAt } }) => ({
    horizonHours: body.horizonHours,
    status: body.status,
    late: body.late,
    hours: Math.floor((committedAt - request.cutoff) / HOUR_MS),
  }));
}

describe.skipIf(!launcher)('the outcome of a release', () => {
  it('is written once per horizon, an hour’s grace after none, whatever the worker loses on the way', async () => {
    const fixture = await released('ordinary');
    market = () => marketOf(fixture.candles, 'simulated');
    host.interferences.plan('settleHorizon', beforeTheEffect, afterTheEffect, afterTheEffect);
    const report = await ended(fixture, 2.1);
    expect(report.revised).toEqual([]);
    expect(await settledIn(fixture)).toEqual(
      [4, 12, 24].map((hours) => ({ horizonHours: hours, status: 'resolved', late: false, hours })),
    );
    expect(host.interferences.unmet).toEqual([]);
  });

  it('waits for a venue that is away, comes late and says so; a bar that never comes makes it void', async () => {
    const fixture = await released('outage');
    const { cutoff } = fixture.request;
    const lost = ([open]: CandleRow) => open !== cutoff + 11 * HOUR_MS;
    market = (now) =>
      now < cutoff + 7 * HOUR_MS ? null : marketOf(fixture.candles, 'simulated', (rows) => rows.filter(lost));
    await ended(fixture, 9);
    const settled = await settledIn(fixture);
    expect(settled[0]).toEqual({ horizonHours: 4, status: 'resolved', late: true, hours: 7 });
    expect(settled[1]).toMatchObject({ horizonHours: 12, status: 'void', late: true });
    expect(settled[2]).toMatchObject({ horizonHours: 24, status: 'resolved', late: true });
    expect((await outcomesOf(fixture))[2].body.scenarios).toEqual({ happened: 'void' });
  });

  it('stays as it is when the venue revises a bar; the revision is written down beside it', async () => {
    const fixture = await released('revised');
    const { cutoff } = fixture.request;
    const dearer = ([open, o, h, l, c, v]: CandleRow): CandleRow =>
      open === cutoff + 3 * HOUR_MS ? [open, o, h * 1.01, l, h * 1.01, v] : [open, o, h, l, c, v];
    market = (now) =>
      marketOf(fixture.candles, 'simulated', (rows) => (now < cutoff + 30 * HOUR_MS ? rows : rows.map(dearer)));
    const report = await ended(fixture, 2.1);
    expect(report.revised).toEqual(['revised_4h', 'revised_12h', 'revised_24h']);
    const [{ body, entry }] = await outcomesOf(fixture);
    expect(body.price).toBe(fixture.candles.close.at(-21));
    const corrections = await host.ports.stores.ledger.entries('simulated', { kind: 'correction' });
    expect(corrections).toHaveLength(3);
    expect(JSON.parse(corrections[0].body)).toMatchObject({ corrects: entry.hash, price: expect.any(Number) });
    await settledIn(fixture);
  });
});
