import { expect, it } from 'vitest';
import { receiveAlerts } from '../../../apps/telegram-bot/alerts/receive.ts';
import { freePort } from '../../fixtures/bot-desk.ts';

const TOKEN = 'the-token-of-alertmanager';

it('an alert of Alertmanager wakes once, whoever has no token wakes nobody, and rubbish is refused', async () => {
  const woken: (readonly string[])[] = [];
  const port = await freePort();
  const clock = { now: () => 1 };
  await using _receiver = await receiveAlerts({
    port,
    token: TOKEN,
    clock,
    wake: async (lines) => void woken.push(lines),
  });
  const call = async (body: string, authorization = `Bearer ${TOKEN}`) =>
    (await fetch(`http://127.0.0.1:${port}/alerts`, { method: 'POST', body, headers: { authorization } })).status;
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
  expect([await call(told), await call(told)]).toEqual([200, 200]);
  expect(woken).toEqual([['CRITICAL UnknownPublication: one post is neither there nor not there']]);
});
