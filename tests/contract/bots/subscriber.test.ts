import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subscriberAnswer } from '../../../apps/telegram-bot/subscriber/answer.ts';
import { qualityLines } from '../../../apps/telegram-bot/subscriber/quality.ts';
import type { OutcomeBody } from '../../../domain/ledger/outcome-entry.ts';
import { plainText } from '../../../domain/report/post/rich.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { type BotTable, openBotTable } from '../../fixtures/bot-desk.ts';

let table: BotTable;
let running: AsyncDisposable;
beforeAll(async () => {
  table = await openBotTable();
  running = await table.run((message) => subscriberAnswer(table.desk, 'subscriber', message));
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  await table[Symbol.asyncDispose]();
});

describe('the subscriber bot', () => {
  it('says that there is nothing yet, as long as there is nothing', async () => {
    expect((await table.ask('bob', '/start')).text).toMatch(/^Almanac[^]*\/quality/);
    expect((await table.ask('bob', '/last')).text).toBe('There is no forecast yet.');
    expect((await table.ask('bob', '/verify')).text).toBe('There is no forecast yet.');
    expect((await table.ask('bob', '/quality')).text).toMatch(/Not enough data yet: n = 0/);
  });

  it('shows the newest planned forecast with its hash, and what is over as over', async () => {
    const document = await table.record.commit({ cutoff: '2023-06-01T12:00:00.000Z' });
    const hash = (await table.desk.stores.ledger.head('live'))?.hash ?? '';
    const stored = await table.desk.stores.releases.find(document.releaseId);
    table.now = stored?.committedAt ?? 0;
    const { text } = await table.ask('bob', '/last');
    expect(text).toContain('80%');
    expect(text).toContain(hash);
    table.now += 100 * HOUR_MS;
    expect((await table.ask('bob', '/last')).text).toMatch(/not shown as a forecast/);
    expect((await table.ask('bob', '/verify')).text).toContain(hash);
  });

  it('tells how good forecasts have been once there are enough, with n', async () => {
    const document = await table.record.commit({ cutoff: '2023-06-02T12:00:00.000Z' });
    await table.record.resolve(document, { seed: 'outcome' });
    expect((await table.ask('bob', '/quality')).text).toMatch(/n = 1, at least 85/);
    const entries = await table.desk.stores.ledger.entries('live', { kind: 'outcome' });
    const longest = entries.map(({ body }) => JSON.parse(body) as OutcomeBody).filter((one) => one.horizonHours === 24);
    const many = Array.from({ length: 85 }, () => longest[0]);
    const text = plainText(qualityLines('BTC/USDT', many, 'en'));
    expect(text).toMatch(/^BTC\/USDT, 24 h[^]*80% range held (0|100)\.0% of 85\.\nCRPS [+−-]\d+\.\d% .*n = 85/);
    expect(plainText(qualityLines('BTC/USDT', many.slice(1), 'ru'))).toMatch(/n = 84/);
  });

  it('answers each chat in its language', async () => {
    expect((await table.ask('ann', '/lang ru')).text).toBe('Теперь я отвечаю по-русски.');
    expect((await table.ask('ann', '/help')).text).toMatch(/прогноз/);
    expect((await table.ask('bob', '/help')).text).toMatch(/forecast/);
    expect((await table.ask('bob', '/lang xx')).text).toMatch(/\/lang en/);
  });
});
