import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subscriberAnswer } from '../../../apps/telegram-bot/subscriber/answer.ts';
import { quality } from '../../../apps/telegram-bot/subscriber/quality.ts';
import { pageTrack, type Track } from '../../../apps/track/tracks.ts';
import { recordOfRows } from '../../../domain/ledger/track-record.ts';
import { rowsOf, type TrackEntry } from '../../../domain/ledger/track-rows.ts';
import { trackCurves } from '../../../domain/record/track-curves.ts';
import { formatPercent, formatSignedPercent } from '../../../domain/narrative/figures.ts';
import { plainText } from '../../../domain/report/post/rich.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { type BotTable, openBotTable } from '../../fixtures/bot-desk.ts';
import { entriesOf, FROM } from '../../fixtures/track-entries.ts';

function trackOf(entries: readonly TrackEntry[]): Track {
  const rows = rowsOf(entries);
  const record = recordOfRows(rows, FROM + 90 * DAY_MS);
  return { version: 'of the test', head: null, record, curves: trackCurves(rows.rows), days: [] };
}

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

  it('tells how good forecasts have been once there are enough, with n, as the page does, and draws it', async () => {
    const document = await table.record.commit({ cutoff: '2023-06-02T12:00:00.000Z' });
    await table.record.resolve(document, { seed: 'outcome' });
    table.now += HOUR_MS;
    expect((await table.ask('bob', '/quality')).text).toMatch(/24 h Not enough data yet: n = 1, at least 85/);
    const { entries } = entriesOf(85, 'planned', (day) => day === 3);
    const track = async () => trackOf(entries);
    const fewer = await quality({ ...table.desk, track }, 'ru');
    expect(plainText(fewer.lines)).toMatch(/24 ч Пока мало данных: n = 84/);
    expect(fewer.pictures).toEqual([]);
    const all = entriesOf(85).entries;
    const enough = { ...table.desk, track: async () => trackOf(all) };
    const { lines, pictures = [] } = await quality(enough, 'en');
    const page = pageTrack(trackOf(all)).scores.find(({ horizonHours }) => horizonHours === 24)?.published;
    const text = plainText(lines);
    expect(text).toMatch(/^BTC\/USDT planned forecasts/);
    expect(text).toContain(`24 h The 80% range held ${formatPercent(page?.coverage['80'] ?? 0)} of 85.`);
    expect(text).toContain(`Skill ${formatSignedPercent(page?.crpsSkill.value ?? 0)} against`);
    expect(pictures).toHaveLength(1);
    await running[Symbol.asyncDispose]();
    running = await table.run((message) => subscriberAnswer(enough, 'subscriber', message));
    const drawn = await table.askForPicture('bob', '/quality');
    expect([drawn.photoBytes, drawn.text]).toEqual([pictures[0].png.byteLength, pictures[0].caption]);
  });

  it('answers each chat in its language', async () => {
    expect((await table.ask('ann', '/lang ru')).text).toBe('Теперь я отвечаю по-русски.');
    expect((await table.ask('ann', '/help')).text).toMatch(/прогноз/);
    expect((await table.ask('bob', '/help')).text).toMatch(/forecast/);
    expect((await table.ask('bob', '/lang xx')).text).toMatch(/\/lang en/);
  });
});
