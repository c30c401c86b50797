import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Publisher } from '../../../activities/ports.ts';
import { telegramPublisher } from '../../../adapters/telegram/channel.ts';
import { type Fault, theseFaults } from '../../../lab/telegram/faults.ts';
import { openTelegramLab, type TelegramLab } from '../../../lab/telegram/lab.ts';
import type { LabBot } from '../../../lab/telegram/world.ts';
import { btcRelease, fallbackRelease } from '../../fixtures/release-document.ts';
import { sentPart, toldRelease } from '../../fixtures/told-release.ts';

const TOKEN = '4711:canary-token';
const CHART = new Uint8Array([137, 80, 78, 71]);

let lab: TelegramLab;
let bot: LabBot;
beforeAll(async () => {
  lab = await openTelegramLab();
  bot = lab.world.addBot(TOKEN, 'almanac_bot');
  lab.world.addChat({ id: -1_001, type: 'channel', title: 'Channel', username: 'channel' });
});
afterAll(() => lab[Symbol.asyncDispose]());
beforeEach(() => {
  lab.world.messages.length = 0;
  lab.faults = () => null;
  bot.revoked = false;
});

const channel = (chat = '@channel', apiRoot = lab.apiRoot): Publisher =>
  telegramPublisher({ token: TOKEN, apiRoot }, { chat, language: 'en' }, () => true);
const release = toldRelease();
const posted = () => lab.world.messages.map(({ text, photoBytes }) => ({ text, photoBytes }));

async function sendAll(publisher: Publisher, told = release): Promise<(string | null)[]> {
  const waiting = new AbortController();
  lab.onHang = () => waiting.abort();
  const receipts = [];
  for (const part of publisher.compose(told)) {
    receipts.push(await publisher.send(part, sentPart(told, part.photo ? CHART : null, waiting.signal)));
  }
  return receipts;
}

describe('a Telegram channel', () => {
  it('gets the chart with what a reader must see under it, and answers the numbers of the messages', async () => {
    const publisher = channel();
    const parts = publisher.compose(release);
    expect(await sendAll(publisher)).toEqual(parts.map((_, i) => String(i + 1)));
    expect(posted()).toEqual(parts.map(({ text, photo }) => ({ text, photoBytes: photo ? CHART.length : null })));
    expect(parts[0].photo).toMatch(/chart\.png$/);
    expect(parts[0].text).toContain(release.ledger.hash);
    expect(parts.every(({ text }) => text.includes('abc123def456'))).toBe(true);
  });

  it('gets a late post with both times, and of a forecast that is over no number', () => {
    const late = channel().compose(toldRelease({ timeliness: 'late', at: release.committedAt + 3_600_000 }));
    expect(late[0].text).toMatch(/^Posted late: recorded Thu 1 Jun, 15:01 .*, posted Thu 1 Jun, 16:01/);
    const over = channel().compose(toldRelease({ timeliness: 'over', at: release.committedAt + 9 * 3_600_000 }));
    expect(over).toHaveLength(1);
    expect(over[0]).toMatchObject({ photo: null });
    expect(over[0].text).toContain('not shown as a forecast');
    expect(over[0].text).not.toMatch(/80%|[0-9],[0-9]{3}/);
    expect(over[0].text).toContain(release.ledger.hash);
    const refusal = channel().compose(toldRelease({ timeliness: 'over' }, fallbackRelease()));
    expect(refusal[0].text).toMatch(/Posted late[^]*data did not pass/);
  });

  it.each<[Fault, string, string]>([
    ['limited', 'publish.limited', 'nothing-happened'],
    ['unavailable', 'publish.unanswered', 'unknown'],
    ['reset-before', 'publish.unanswered', 'unknown'],
    ['reset-after', 'publish.unanswered', 'unknown'],
    ['broken-after', 'publish.unanswered', 'unknown'],
    ['garbled-after', 'publish.unanswered', 'unknown'],
    ['never-answered', 'publish.unanswered', 'unknown'],
  ])('that answers "%s" is %s, asked once, and the token is in no message (S6)', async (fault, code, world) => {
    lab.faults = theseFaults(fault);
    const before = lab.calls.length;
    const failure = await sendAll(channel()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, world });
    expect(lab.calls.length - before).toBe(1);
    expect(JSON.stringify([String(failure), failure, (failure as Error).stack])).not.toContain('canary');
  });

  it('says for how long it wants to be left alone', async () => {
    lab.faults = theseFaults('limited');
    await expect(sendAll(channel())).rejects.toMatchObject({ detail: { retryAfterMs: 230_000 } });
  });

  it('that cannot be reached, does not exist or does not know the bot did nothing, by name', async () => {
    const unreachable = channel('@channel', 'http://127.0.0.1:1');
    await expect(sendAll(unreachable)).rejects.toMatchObject({
      code: 'publish.unreachable',
      world: 'nothing-happened',
    });
    await expect(sendAll(channel('@nowhere'))).rejects.toMatchObject({
      code: 'publish.refused',
      world: 'nothing-happened',
    });
    await expect(sendAll(channel('@nowhere'))).rejects.toThrow(/chat not found.*TELEGRAM_CHANNELS/);
    bot.revoked = true;
    await expect(sendAll(channel())).rejects.toThrow(/Unauthorized.*TELEGRAM_BOT_TOKEN/);
  });

  it('still gets what it will not take as it was meant: without markup, without the picture (S4)', async () => {
    const broken = { html: '<b>not closed', text: 'not closed', photo: null };
    await channel().send(broken, sentPart(release));
    const huge = { html: '<b>words</b>', text: 'words', photo: 'chart.png' };
    await channel().send(huge, sentPart(release, new Uint8Array(10 * 1024 * 1024 + 1)));
    expect(posted()).toEqual([
      { text: 'not closed', photoBytes: null },
      { text: 'words', photoBytes: null },
    ]);
  });

  it('that takes none of it says so, once', async () => {
    const endless = { html: 'x'.repeat(4_097), text: 'x'.repeat(4_097), photo: null };
    await expect(channel().send(endless, sentPart(release))).rejects.toMatchObject({ code: 'publish.content' });
    expect(posted()).toEqual([]);
  });

  it('is told in Russian where that is its language', () => {
    const russian = telegramPublisher(
      { token: TOKEN, apiRoot: lab.apiRoot },
      { chat: '@channel', language: 'ru' },
      () => true,
    );
    expect(russian.compose(toldRelease({}, btcRelease()))[0].text).toMatch(/прогноз/);
  });
});
