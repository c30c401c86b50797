import { expect, it } from 'vitest';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { createStores } from '../../../adapters/postgres/stores.ts';
import { receiveAlerts } from '../../../apps/telegram-bot/alerts/receive.ts';
import { freePort } from '../../fixtures/bot-desk.ts';
import { openMemoryDatabase } from '../../fixtures/embedded-database.ts';
import { MIGRATIONS } from '../stores/targets.ts';

const TOKEN = 'the-token-of-alertmanager';

it('an alert of Alertmanager wakes once, over restarts; unheard it is told again; no token wakes nobody, rubbish is refused', async () => {
  const woken: (readonly string[])[] = [];
  await using database = await openMemoryDatabase();
  await migrate(database, MIGRATIONS);
  const { bots } = createStores(database);
  let isReachable = false;
  const port = await freePort();
  const clock = { now: () => 1 };
  const wake = async (lines: readonly string[]) => {
    if (!isReachable) throw new Error('Telegram does not answer');
    woken.push(lines);
  };
  const receiver = await receiveAlerts({ port, token: TOKEN, clock, bots, wake, report: () => undefined });
  const call = async (body: string, authorization = `Bearer ${TOKEN}`) =>
    (
      await fetch(`http://127.0.0.1:${port}/alerts`, {
        method: 'POST',
        body,
        headers: { authorization, connection: 'close' },
      })
    ).status;
  const told = JSON.stringify({
    version: '4',
    status: 'firing',
    alerts: [
      {
        status: 'firing',
        fingerprint: 'f1',
        labels: { alertname: 'UnknownPublication', severity: 'critical' },
        annotations: { summary: 'one post is neither there nor not there' },
        startsAt: '2026-03-04T12:00:00Z',
      },
    ],
  });
  expect([await call(told, ''), await call(told, 'Bearer x'), await call(told, `Bearer ${TOKEN}x`)]).toEqual([
    401, 401, 401,
  ]);
  expect([await call('{'), await call('{}'), await call('{"alerts":[{}]}')]).toEqual([400, 400, 400]);
  expect(woken).toEqual([]);
  expect(await call(told)).toBe(503);
  isReachable = true;
  expect([await call(told), await call(told)]).toEqual([200, 200]);
  await receiver[Symbol.asyncDispose]();
  await using _restarted = await receiveAlerts({ port, token: TOKEN, clock, bots, wake, report: () => undefined });
  expect(await call(told)).toBe(200);
  expect(woken).toEqual([['CRITICAL UnknownPublication: one post is neither there nor not there']]);
});
