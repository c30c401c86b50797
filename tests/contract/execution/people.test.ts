import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileBrake, pullBrake } from '../../../apps/execution-worker/brake.ts';
import { askToResume, haltTrading, resumeTrading } from '../../../apps/operations/accounts/halt.ts';
import { accountNamed, listAccounts, listPositions } from '../../../apps/operations/accounts/read.ts';
import { accountReport, accountTrades } from '../../../apps/operations/accounts/report.ts';
import { accountsWanted } from '../../../apps/operations/accounts/wanted.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { DEFAULT_CARD_SETTINGS } from '../../../domain/trade/settings.ts';
import { ExecutionDesk } from '../../fixtures/execution-desk.ts';

let desk: ExecutionDesk;
let dataDir: string;
beforeAll(async () => {
  desk = await ExecutionDesk.open();
  dataDir = await mkdtemp(join(tmpdir(), 'almanac-people-'));
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true });
});

describe('a person', () => {
  it('sees what is held with its stop, then what was traded, to the last digit', async () => {
    const accountId = await desk.account();
    await desk.look(accountId);
    await desk.take(accountId, await desk.release());
    await desk.pass(accountId, 2);
    const held = (await listPositions(desk.stores)).find((position) => position.accountId === accountId);
    expect(held).toMatchObject({
      side: 'LONG',
      quantity: '0.005',
      entryPrice: '40000',
      stopPrice: '39200',
      phase: 'open',
    });
    expect(held?.orders).toMatchObject([{ leg: 'protection', state: 'working' }]);
    desk.venues.trade(41_200);
    await desk.pass(accountId, 3);
    for (let hour = 0; hour < 3; hour++) {
      desk.clock.time += HOUR_MS;
      await desk.look(accountId);
    }
    const account = await accountNamed(desk.stores, accountId);
    const span = { from: 0, to: desk.clock.time + HOUR_MS };
    expect(await accountTrades(desk.stores, account, span)).toMatchObject([
      {
        side: 'LONG',
        quantity: '0.005',
        entryPrice: '40000',
        exitPrice: '41200',
        feesQuote: '0.406',
        pnlQuote: '5.594',
      },
    ]);
    expect(await accountTrades(desk.stores, account, { from: 0, to: 1 })).toEqual([]);
    const report = await accountReport(desk.stores, account, span);
    expect(report.tradesCsv.trim().split('\n')).toHaveLength(2);
    expect(report.markdown).toContain(accountId);
    expect(report.summary).toMatchObject({ figures: { trades: 1, feesQuote: 0.406 } });
    const listed = (await listAccounts(desk.stores, null, desk.clock.time)).accounts.find(
      (row) => row.accountId === accountId,
    );
    expect(listed).toMatchObject({
      positionBase: '0',
      cashQuote: '1005.594',
      equityQuote: '1005.594',
      trading: 'normal',
    });
  });

  it('is told which accounts there are when asking for another, and when a span is too short', async () => {
    const accountId = await desk.account();
    await expect(accountNamed(desk.stores, 'nobody')).rejects.toMatchObject({
      message: expect.stringContaining(accountId),
    });
    const account = await accountNamed(desk.stores, accountId);
    await expect(accountReport(desk.stores, account, { from: 0, to: 1 })).rejects.toMatchObject({
      code: 'input.invalid',
    });
  });

  it('halts with one action and goes on with two, which also take the file away', async () => {
    const { stores, clock } = desk;
    const brake = fileBrake(dataDir);
    expect(await brake.isPulled()).toBe(false);
    await pullBrake(dataDir, 'a test');
    expect(await brake.isPulled()).toBe(true);
    const braked = await listAccounts(stores, brake, clock.now());
    expect(braked.isBraked && braked.accounts.every(({ trading }) => trading === 'halt')).toBe(true);
    const rows = await haltTrading(stores, clock, { scope: '*', why: 'a test' });
    expect(rows[0]).toMatchObject({ scope: '*', state: 'halt', why: 'a test' });
    await expect(resumeTrading(stores, clock, { scope: '*', code: '', dataDir })).rejects.toMatchObject({
      code: 'trading.not-confirmed',
    });
    const { code } = await askToResume(stores, clock, { scope: '*' });
    expect(await brake.isPulled()).toBe(true);
    expect((await resumeTrading(stores, clock, { scope: '*', code, dataDir }))[0]).toMatchObject({ state: 'normal' });
    expect(await readdir(dataDir)).toEqual([]);
    await expect(askToResume(stores, clock, { scope: 'nobody' })).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('finds a file that cannot be looked for to be a halt', async () => {
    await pullBrake(join(dataDir, 'HALT-is-a-file'), 'x');
    expect(await fileBrake(join(dataDir, 'HALT-is-a-file', 'HALT')).isPulled()).toBe(true);
  });
});

describe('the accounts of an installation', () => {
  const wanted = (symbols: string[], market: 'spot' | 'perp', source: 'live' | 'simulated' = 'live') =>
    accountsWanted({ symbols, cards: { ...DEFAULT_CARD_SETTINGS, market } }, source);

  it('are the cards, each shadow card, and the strategy, on every symbol', () => {
    expect(wanted(['BTC/USDT', 'ETH/USDT'], 'perp').map(({ accountId }) => accountId)).toEqual([
      ...['main', 'shadow-long', 'shadow-short', 'vol-target'],
      ...['main-ETH-USDT', 'shadow-long-ETH-USDT', 'shadow-short-ETH-USDT', 'vol-target-ETH-USDT'],
    ]);
  });

  it('are without shorts on spot, and others on a simulated market', () => {
    expect(wanted(['BTC/USDT'], 'spot', 'simulated').map(({ accountId }) => accountId)).toEqual([
      ...['main-simulated', 'shadow-long-simulated', 'vol-target-simulated'],
    ]);
  });

  it('hold the strictest limits where cards are traded, and go on measuring elsewhere', () => {
    const [main, shadow] = wanted(['BTC/USDT'], 'perp');
    expect(main.limits).toEqual({});
    expect(shadow.limits).toMatchObject({ 'loss-streak': null, 'daily-loss': null });
  });
});
