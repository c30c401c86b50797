import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Alert, type AlertDesk, hearAlerts, QUIET_DESK } from '../../../domain/operator/alerts.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/market/candles.ts';

const alert = (change: Partial<Alert> = {}): Alert => ({
  ...{ fingerprint: 'a', status: 'firing', name: 'MissedSlot', severity: 'warning', summary: 'no release at noon' },
  ...change,
});

/** What came of one call after the other. */
function heard(...calls: readonly [atMs: number, ...alerts: Alert[]][]): (readonly string[] | null)[] {
  let desk: AlertDesk = QUIET_DESK;
  return calls.map(([at, ...alerts]) => {
    const { desk: after, lines } = hearAlerts(desk, alerts, at);
    desk = after;
    return lines;
  });
}

describe('alerts', () => {
  it('are told once while they last, and once more when they are over', () => {
    const over = alert({ status: 'resolved' });
    expect(heard([0, alert()], [1, alert()], [2, over], [3, over], [4, alert()])).toEqual([
      ['WARNING MissedSlot: no release at noon'],
      null,
      ['OVER MissedSlot: no release at noon'],
      null,
      ['WARNING MissedSlot: no release at noon'],
    ]);
  });

  it('that go on are told again every four hours', () => {
    const told = heard([0, alert()], [4 * HOUR_MS - 1, alert()], [4 * HOUR_MS, alert()]);
    expect(told.map((lines) => lines?.length ?? 0)).toEqual([1, 0, 1]);
  });

  it('that were never told of do not end', () => {
    expect(heard([0, alert({ status: 'resolved' })])).toEqual([null]);
  });

  it('in a storm are counted, critical ones are told all the same', () => {
    const storm = Array.from({ length: 8 }, (_, i): [number, Alert] => [i, alert({ fingerprint: `${i}` })]);
    const critical = alert({ fingerprint: 'c', severity: 'critical', name: 'UnknownOrder' });
    const told = heard(...storm, [9, critical], [11 * MINUTE_MS, alert({ fingerprint: 'later' })]);
    expect(told.slice(0, 8).map((lines) => lines?.length ?? 0)).toEqual([1, 1, 1, 1, 1, 0, 0, 0]);
    expect(told[8]).toEqual([
      'CRITICAL UnknownOrder: no release at noon',
      '3 more were held back in the last minutes; see Alertmanager.',
    ]);
    expect(told[9]).toHaveLength(1);
  });

  it('that our own rules call a page are told in a storm too, and tickets are not', () => {
    const storm = Array.from({ length: 5 }, (_, i): [number, Alert] => [i, alert({ fingerprint: `${i}` })]);
    const page = alert({ fingerprint: 'p', severity: 'page' });
    const ticket = alert({ fingerprint: 't', severity: 'ticket' });
    expect(
      heard(...storm, [6, ticket], [7, page])
        .slice(5)
        .map((lines) => lines !== null),
    ).toEqual([false, true]);
  });

  it('leave nothing behind when they are over', () => {
    const { desk } = hearAlerts(hearAlerts(QUIET_DESK, [alert()], 0).desk, [alert({ status: 'resolved' })], 1);
    expect(desk.told).toEqual({});
  });

  it('that are not critical never make more than five messages in ten minutes', () => {
    const calls = fc.array(fc.tuple(fc.nat(40 * MINUTE_MS), fc.nat(20), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(calls, (given) => {
        const ordered = [...given].sort(([a], [b]) => a - b);
        const told = heard(
          ...ordered.map(([at, of, firing]): [number, Alert] => [
            at,
            alert({ fingerprint: `${of}`, status: firing ? 'firing' : 'resolved' }),
          ]),
        );
        const sent = ordered.flatMap(([at], i) => (told[i] ? [at] : []));
        for (const at of sent)
          expect(sent.filter((other) => other > at - 10 * MINUTE_MS && other <= at).length).toBeLessThanOrEqual(5);
      }),
    );
  });
});
