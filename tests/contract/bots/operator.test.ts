import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorAnswer } from '../../../apps/telegram-bot/operator/answer.ts';
import { OPERATOR_COMMANDS } from '../../../apps/telegram-bot/operator/registry.ts';
import { readConfig } from '../../../apps/config/config.ts';
import type { BotMessage } from '../../../adapters/telegram/bot.ts';
import { Money } from '../../../domain/accounting/money.ts';
import { ACCOUNT } from '../../../lab/simulator/settings.ts';
import { type BotTable, freePort, openBotTable } from '../../fixtures/bot-desk.ts';

const heardOf = ({ updateId, userId, chatId, text, pressed }: BotMessage) => {
  const by = { userId, chatId };
  return pressed === null
    ? ({ kind: 'wrote', updateId, by, text: text ?? '' } as const)
    : ({ kind: 'pressed', updateId, by, nonce: pressed } as const);
};

let table: BotTable;
let running: AsyncDisposable;
beforeAll(async () => {
  table = await openBotTable();
  await table.record.commit({ cutoff: '2023-06-01T12:00:00.000Z' });
  running = await table.run((message) => operatorAnswer(table.desk, 'operator', heardOf(message)));
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  await table[Symbol.asyncDispose]();
});

const tradingOf = async () =>
  (await table.desk.stores.tradingStates.rows()).map(({ scope, state }) => `${scope} ${state}`);

describe('the operator bot', () => {
  it.each(OPERATOR_COMMANDS.filter(({ role }) => role === 'read').map(({ name }) => name))(
    'answers /%s from the rows alone',
    async (name) => {
      const { text } = await table.ask('bob', `/${name}@almanac_bot`);
      expect(text).not.toMatch(/undefined|NaN|\[object/);
      expect(text.length).toBeGreaterThan(10);
    },
  );

  it('tells what it was made from, why, and where the record stands', async () => {
    expect((await table.ask('bob', '/status')).text).toMatch(/BTC\/USDT 2023-06-01 12:00 UTC: NO-TRADE/);
    expect((await table.ask('bob', '/why')).text).toMatch(/No trade/);
    expect((await table.ask('bob', '/record')).text).toMatch(/planned releases 1[^]*hash [0-9a-f]{64}/);
    expect((await table.ask('bob', '/why nothing')).text).toMatch(/There is no release nothing/);
  });

  it('does only what a role allows, and says which one is needed', async () => {
    expect((await table.ask('bob', '/halt')).text).toMatch(/needs the role "halt"; yours is "read"/);
    expect((await table.ask('bob', '/release')).text).toMatch(/needs the role "approve"/);
    expect((await table.ask('ann', '/release ETH/USDT')).text).toMatch(/ETH-USDT_started is being made/);
    expect(await tradingOf()).toEqual(['* normal']);
  });

  it('refuses a member of the group who is not named, and a named one in another chat (S3)', async () => {
    expect((await table.ask('group', '/halt', 999)).text).toMatch(/operators alone. You are user 999 in chat -300/);
    expect((await table.ask('bob', '/halt', 100)).text).toMatch(/operators alone/);
    expect(await tradingOf()).toEqual(['* normal']);
  });

  it('obeys nobody where nobody is named (S3)', async () => {
    const nobody = { ...table.desk, operators: readConfig({}, 2026).config.telegram.operators };
    const heard = { kind: 'wrote', updateId: 1, by: { userId: 100, chatId: 100 }, text: '/halt' } as const;
    const reply = await operatorAnswer(nobody, 'nobody', heard);
    expect(reply?.lines[0][0].text).toMatch(/operators alone/);
  });

  it('halts at once, and trades again only after a button', async () => {
    expect((await table.ask('ann', '/pause for lunch')).text).toMatch(/"reduce"/);
    expect((await table.ask('ann', '/halt')).text).toMatch(/"halt"/);
    expect((await table.ask('ann', '/pause')).text).toMatch(/stricter than that already/);
    const asked = await table.ask('ann', '/resume');
    expect(await tradingOf()).toEqual(['* halt']);
    expect((await table.press(asked, 100)).text).toMatch(
      /^Trading of every account is normal again\.\nmain stays halted/,
    );
    expect(await tradingOf()).toEqual(['* normal']);
    expect((await table.press(asked, 100)).text).toMatch(/no longer valid/);
  });

  it('halts a single account where one is named, and lets that one trade again', async () => {
    const market = { symbol: 'BTC/USDT', source: 'live', venue: 'paper:binance', mode: 'paper' } as const;
    const opening = { ...market, accountId: 'shadow', strategy: 'shadow-long', settings: ACCOUNT } as const;
    await table.desk.stores.accounts.open({ ...opening, startQuote: new Money(1_000) }, 1);
    expect((await table.ask('ann', '/halt shadow odd fills')).text).toBe(
      'Trading of the account shadow is at "halt" now.',
    );
    expect(await tradingOf()).toEqual(['* normal', 'shadow halt']);
    expect((await table.desk.stores.tradingStates.rows())[1].why).toBe('odd fills');
    expect((await table.ask('ann', '/resume')).text).toBe('Nothing is paused or halted for every account.');
    expect((await table.ask('ann', '/resume shadwo')).text).toMatch(/no account shadwo/);
    const asked = await table.ask('ann', '/resume shadow');
    expect((await table.press(asked, 100)).text).toMatch(/^Trading of the account shadow is normal[^]*shadow stays/);
    expect(await tradingOf()).toEqual(['* normal', 'shadow normal']);
    expect((await table.ask('ann', '/halt shadwo')).text).toMatch(/every account is at "halt"/);
    await table.press(await table.ask('ann', '/resume'), 100);
  });

  it('takes a button from nobody else, not late, and not for a state that has changed since', async () => {
    await table.ask('ann', '/halt');
    const inGroup = await table.ask('group', '/resume', 100);
    expect((await table.press(inGroup, 999)).text).toMatch(/operators alone/);

    const late = await table.ask('ann', '/resume');
    table.now += 120_001;
    expect((await table.press(late, 100)).text).toMatch(/no longer valid/);

    const overtaken = await table.ask('ann', '/resume');
    await table.ask('ann', '/halt once more, for another reason');
    expect((await table.press(overtaken, 100)).text).toMatch(/no longer valid/);
    expect((await tradingOf())[0]).toBe('* halt');
  });

  it('hears an update that comes five times, two at once, once; also after a restart (S2)', async () => {
    const said = { updateId: 77_777, userId: 100, chatId: 100, text: '/status', pressed: null };
    const hear = () => operatorAnswer(table.desk, 'operator', heardOf(said));
    const replies = [...(await Promise.all([hear(), hear()])), await hear(), await hear(), await hear()];
    expect(replies.filter((reply) => reply !== null)).toHaveLength(1);
  });

  it('explains itself to who writes anything else', async () => {
    const { text } = await table.ask('bob', 'hello <b>');
    for (const { name } of OPERATOR_COMMANDS) expect(text).toContain(`/${name} `);
  });

  it('tells of its troubles without its token (S6)', async () => {
    table.lab.faults = (method) => (method === 'sendMessage' ? 'unavailable' : null);
    table.lab.world.say(table.bot, table.chat('bob'), 200, '/status');
    await expect.poll(() => table.told.length).toBeGreaterThan(0);
    table.lab.faults = () => null;
    expect(table.told.join()).not.toContain('canary');
  });
});

describe('a webhook', () => {
  it('is refused without a secret (S1)', async () => {
    const attempt = table.run(async () => null, { url: 'http://127.0.0.1:1/bot', secret: '', port: 1 });
    await expect(attempt).rejects.toMatchObject({ code: 'config.invalid' });
    const settings = { TELEGRAM_WEBHOOK_URL: 'https://a.example/bot', TELEGRAM_BOT_TOKEN: '1:x' };
    expect(() => readConfig(settings, 2026)).toThrow(/TELEGRAM_WEBHOOK_SECRET/);
  });

  it('hears who shows the secret, and nobody else (S1)', async () => {
    const heard: BotMessage[] = [];
    const port = await freePort();
    const [url, secret] = [`http://127.0.0.1:${port}/bot`, 'the-secret-of-the-hook'];
    await using _hook = await table.run(
      async (message) => {
        heard.push(message);
        return null;
      },
      { url, secret, port },
    );
    const call = async (headers: Record<string, string>) => {
      const message = { chat: { id: 100, type: 'private' }, from: { id: 100 }, text: '/halt', message_id: 1, date: 0 };
      const body = JSON.stringify({ update_id: 5, message });
      return (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }))
        .status;
    };
    const header = 'x-telegram-bot-api-secret-token';
    expect([await call({}), await call({ [header]: 'x' }), await call({ [header]: `${secret}x` })]).toEqual([
      403, 403, 403,
    ]);
    expect(heard).toEqual([]);
    expect(await call({ [header]: secret })).toBe(200);
    expect(heard).toMatchObject([{ text: '/halt', userId: 100 }]);
    table.bot.webhook = null;
  });
});
