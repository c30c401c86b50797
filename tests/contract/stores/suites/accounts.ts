import { beforeAll, expect, it } from 'vitest';
import type { AccountCommit, Database, Stores } from '../../../../activities/ports.ts';
import { Money } from '../../../../domain/accounting/money.ts';
import type { AccountEvent } from '../../../../domain/execution/account/events.ts';
import { evolve } from '../../../../domain/execution/account/evolve.ts';
import { written } from '../../../../domain/execution/account/written.ts';
import { HOUR_MS } from '../../../../domain/market/candles.ts';
import { ACCOUNT } from '../../../../lab/simulator/settings.ts';
import { tradedAccount } from '../../../fixtures/traded-account.ts';

let opened = 0;

export function accountsSuite(database: () => Database, stores: () => Stores): void {
  const accounts = () => stores().accounts;
  const open = async () => {
    const accountId = `account-${++opened}`;
    const market = { symbol: 'BTC/USDT', source: 'simulated', venue: 'paper' } as const;
    const opening = { accountId, mode: 'paper', strategy: 'shadow-long', ...market } as const;
    await accounts().open({ ...opening, startQuote: new Money('10000.10'), settings: ACCOUNT }, 7);
    return accountId;
  };
  const marked = (time: number): AccountEvent => ({ type: 'marked', mark: new Money('40000.10'), time });
  const commit = (accountId: string, change: Partial<AccountCommit>) =>
    accounts().commit(accountId, { token: 1, after: 0, events: [marked(1)], committedAt: 9, equity: null, ...change });

  it('opens an account once, as it was first asked for', async () => {
    const accountId = await open();
    const found = await accounts().find(accountId);
    expect(found).toMatchObject({ token: 0, sequence: 0, openedAt: 7, armedUntil: null, strategy: 'shadow-long' });
    expect(written(found!.settings)).toBe(written(ACCOUNT));
    await accounts().open({ ...found!, startQuote: new Money(1) }, 8);
    expect(await accounts().find(accountId)).toEqual(found);
    expect((await accounts().list()).map((account) => account.accountId)).toContain(accountId);
    expect(await accounts().find('nobody')).toBeNull();
  });

  it('gives every event back to the last digit, so that folding them gives the state', async () => {
    const accountId = await open();
    const traded = tradedAccount(11, 3);
    const token = await accounts().takeToken(accountId);
    expect(await commit(accountId, { token, events: traded.events })).toBe(true);
    const stored = await accounts().events(accountId, { after: 0 });
    expect(stored.map(({ event }) => written(event))).toEqual(traded.events.map(written));
    expect(stored.map(({ sequence }) => sequence)).toEqual(traded.events.map((_, i) => i + 1));
    expect(written(stored.map(({ event }) => event).reduce(evolve, traded.opened))).toBe(
      written(traded.events.reduce(evolve, traded.opened)),
    );
    const fills = await accounts().events(accountId, { after: 3, types: ['fill-booked'] });
    const expected = traded.events.filter(({ type }, i) => i >= 3 && type === 'fill-booked');
    expect(expected.length).toBeGreaterThan(0);
    expect(fills.map(({ event }) => written(event))).toEqual(expected.map(written));
    const others = await accounts().events(accountId, { after: 0, but: ['marked'] });
    expect(others.length).toBe(traded.events.filter(({ type }) => type !== 'marked').length);
  });

  it('O18: refuses the commit of an executor that another has followed', async () => {
    const accountId = await open();
    const older = await accounts().takeToken(accountId);
    expect(await commit(accountId, { token: older })).toBe(true);
    const newer = await accounts().takeToken(accountId);
    expect(newer).toBeGreaterThan(older);
    expect(await commit(accountId, { token: older, after: 1 })).toBe(false);
    expect(await commit(accountId, { token: newer, after: 1 })).toBe(true);
    expect(await commit(accountId, { token: older, after: 2 })).toBe(false);
    expect((await accounts().events(accountId, { after: 0 })).length).toBe(2);
  });

  it('O18: gives executors that start together different tokens, of which only the last writes', async () => {
    const accountId = await open();
    const tokens = await Promise.all(Array.from({ length: 5 }, () => accounts().takeToken(accountId)));
    expect([...tokens].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
    const written = await Promise.all(tokens.map((token) => commit(accountId, { token })));
    expect(tokens.filter((_, i) => written[i])).toEqual([5]);
  });

  it('lets one of many writers follow an event, and tells the others that it was not the last', async () => {
    const accountId = await open();
    const token = await accounts().takeToken(accountId);
    const attempts = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) => commit(accountId, { token, events: [marked(i), marked(i)] })),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts.filter((each) => each.status === 'rejected')) {
      expect(attempt.reason).toMatchObject({ code: 'store.conflict' });
    }
    const stored = await accounts().events(accountId, { after: 0 });
    expect(stored.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('takes no token of, and commits nothing to, an account that is not there', async () => {
    await expect(accounts().takeToken('nobody')).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(commit('nobody', {})).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(accounts().arm('nobody', 1)).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('keeps the newest snapshot', async () => {
    const accountId = await open();
    const { opened: before, state } = tradedAccount(12, 1);
    expect(await accounts().snapshot(accountId)).toBeNull();
    await accounts().keepSnapshot(accountId, 40, state);
    await accounts().keepSnapshot(accountId, 20, before);
    const kept = await accounts().snapshot(accountId);
    expect(kept?.sequence).toBe(40);
    expect(written(kept!.state)).toBe(written(state));
    await database().query('update account_snapshots set shape = 0 where account_id = $1', [accountId]);
    expect(await accounts().snapshot(accountId)).toBeNull();
    await accounts().keepSnapshot(accountId, 30, before);
    expect((await accounts().snapshot(accountId))?.sequence).toBe(30);
  });

  it('keeps the first mark of an hour', async () => {
    const accountId = await open();
    const token = await accounts().takeToken(accountId);
    const equity = (markedAt: number, cash: string) => ({
      markedAt,
      mark: new Money('40000.01'),
      cashQuote: new Money(cash),
      positionBase: new Money('-0.00000001'),
      equityQuote: new Money('9999.123456789012345678'),
    });
    const times = [HOUR_MS + 5, HOUR_MS + 6, 2 * HOUR_MS, 3 * HOUR_MS];
    for (const [i, time] of times.entries()) {
      await commit(accountId, { token, after: i, equity: equity(time, `${i}.10`) });
    }
    const path = await accounts().equity(accountId, { from: HOUR_MS, to: 3 * HOUR_MS });
    expect(path.map(({ markedAt, cashQuote }) => [markedAt, cashQuote.toFixed()])).toEqual([
      [HOUR_MS + 5, '0.1'],
      [2 * HOUR_MS, '2.1'],
    ]);
    expect(path[0].equityQuote.toFixed()).toBe('9999.123456789012345678');
    expect(path[0].positionBase.toFixed()).toBe('-0.00000001');
  });

  it('is armed until a moment, and disarmed', async () => {
    const accountId = await open();
    await accounts().arm(accountId, 99);
    expect((await accounts().find(accountId))?.armedUntil).toBe(99);
    await accounts().arm(accountId, null);
    expect((await accounts().find(accountId))?.armedUntil).toBeNull();
  });

  it.each(['update account_events set body = body', 'delete from account_events', 'truncate account_events cascade'])(
    'refuses to change what happened: %s',
    async (sql) => {
      await expect(database().query(sql, [])).rejects.toThrow('never changed');
    },
  );
}

export function tradingStatesSuite(database: () => Database, stores: () => Stores): void {
  const states = () => stores().tradingStates;
  const row = (change: Partial<Parameters<ReturnType<typeof states>['tighten']>[0]>) => {
    return { scope: 'one', state: 'normal', why: 'a test', by: 'tester', since: 1, ...change } as const;
  };
  beforeAll(async () => {
    await states().tighten(row({}));
    await states().tighten(row({ scope: 'two' }));
  });
  const calm = async () => {
    await database().execute(
      "update trading_states set state = 'normal', asked_state = null, asked_code = null, asked_until_ms = null",
    );
  };

  it('answers the strictest of the account’s row and that of all accounts', async () => {
    await calm();
    expect(await states().read('one')).toBe('normal');
    await states().tighten(row({ scope: '*', state: 'reduce' }));
    expect(await states().read('one')).toBe('reduce');
    await states().tighten(row({ scope: 'one', state: 'halt', why: 'odd fills', since: 5 }));
    expect([await states().read('one'), await states().read('two')]).toEqual(['halt', 'reduce']);
    expect(await states().rows()).toContainEqual({
      scope: 'one',
      state: 'halt',
      why: 'odd fills',
      by: 'tester',
      since: 5,
    });
  });

  it('answers nothing where a row is absent, which is a halt', async () => {
    await calm();
    expect(await states().read('never-opened')).toBeNull();
    await database().execute("delete from trading_states where scope = '*'");
    expect(await states().read('one')).toBeNull();
    await states().tighten(row({ scope: '*' }));
    expect(await states().read('one')).toBe('normal');
  });

  it('leaves a stricter state as it is', async () => {
    await calm();
    await states().tighten(row({ state: 'halt' }));
    expect(await states().tighten(row({ state: 'reduce' }))).toBe(false);
    expect(await states().tighten(row({ state: 'halt', why: 'another reason' }))).toBe(true);
    expect(await states().read('one')).toBe('halt');
  });

  it('is loosened by two actions only, in time, and by nobody once it was tightened again', async () => {
    await calm();
    await states().tighten(row({ state: 'halt' }));
    const confirm = (code: string, at: number) => states().loosen('one', code, { by: 'tester', at });
    expect(await confirm('abc', 10)).toBe(false);
    await states().askToLoosen('one', { state: 'normal', code: 'abc', until: 20 });
    expect(await states().read('one')).toBe('halt');
    expect([await confirm('abd', 10), await confirm('abc', 21)]).toEqual([false, false]);
    await states().tighten(row({ state: 'halt', why: 'again' }));
    expect(await confirm('abc', 10)).toBe(false);
    await states().askToLoosen('one', { state: 'normal', code: 'abc', until: 20 });
    expect([await confirm('abc', 10), await confirm('abc', 11)]).toEqual([true, false]);
    expect(await states().read('one')).toBe('normal');
  });

  it('keeps who changed what, for ever', async () => {
    await calm();
    await states().tighten(row({ scope: 'two', state: 'reduce', since: 31 }));
    await states().askToLoosen('two', { state: 'normal', code: 'x', until: 40 });
    await states().loosen('two', 'x', { by: 'somebody', at: 32 });
    const changes = await database().query(
      "select since_ms, state, by_whom from trading_state_changes where scope = 'two' and since_ms > 30 order by since_ms",
      [],
    );
    expect(changes).toEqual([
      { since_ms: 31, state: 'reduce', by_whom: 'tester' },
      { since_ms: 32, state: 'normal', by_whom: 'somebody' },
    ]);
    await expect(database().query('delete from trading_state_changes', [])).rejects.toThrow('never changed');
  });
}
