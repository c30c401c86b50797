import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAdvice } from '../../../activities/execution/advice.ts';
import { carryOut } from '../../../activities/execution/carry-out.ts';
import { openAccountOnce } from '../../../activities/execution/open.ts';
import { waitingRequests } from '../../../activities/execution/requests.ts';
import { recordVitals } from '../../../activities/vitals.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import type { AccountEvent } from '../../../domain/execution/account/events.ts';
import type { Client } from '@temporalio/client';
import { retireOthers } from '../../../apps/execution-worker/live-succession.ts';
import { accountFills } from '../../../apps/operations/accounts/fills.ts';
import { listAccounts } from '../../../apps/operations/accounts/read.ts';
import { ExecutionDesk } from '../../fixtures/execution-desk.ts';
import { shadowCards } from '../../fixtures/planted-release.ts';

let desk: ExecutionDesk;
beforeAll(async () => {
  desk = await ExecutionDesk.open();
});
afterAll(() => desk[Symbol.asyncDispose]());
beforeEach(() => {
  desk.venues.faults.length = 0;
  desk.venues.placed.length = 0;
  desk.venues.trade(40_000);
  desk.brakePulled = false;
  desk.superseded.length = 0;
});

const eventsOf = async (accountId: string, ...types: AccountEvent['type'][]) =>
  (await desk.stores.accounts.events(accountId, { after: 0, types })).map(({ event }) => event);
const placed = () => desk.venues.placed.map(({ leg, quantity }) => `${leg} ${quantity.toFixed()}`);
const forOne = async (accountId: string, state: 'normal' | 'reduce' | 'halt') => {
  await desk.stores.tradingStates.tighten({ scope: accountId, state, why: 'a test', by: 'tester', since: 1 });
};

/** Compared with the venue once, flat, and allowed to trade. */
async function ready(...opening: Parameters<ExecutionDesk['account']>): Promise<string> {
  const accountId = await desk.account(...opening);
  await desk.look(accountId);
  return accountId;
}

describe('a release', () => {
  it('becomes a trade with a stop under it, ends at its target, and the books are the venue’s', async () => {
    const accountId = await ready();
    await desk.take(accountId, await desk.release());
    await desk.sendAll(accountId);
    expect(placed()).toEqual(['entry 0.005', 'protection 0.005']);
    await desk.pass(accountId, 3);
    desk.venues.trade(41_200);
    await desk.pass(accountId, 4);
    expect(placed()).toEqual(['entry 0.005', 'protection 0.005', 'exit 0.005']);
    const { ours, venue } = await desk.books(accountId);
    expect(ours).toEqual(venue);
    expect(ours[0]).toBe('0');
    expect(await eventsOf(accountId, 'halted', 'alarm-raised', 'difference-seen')).toMatchObject([
      { alarm: { about: 'unprotected' } },
      { alarm: { about: 'unprotected' } },
    ]);
  });

  it('is traded once, however often it is told and found, also after its stop (f-9)', async () => {
    const accountId = await ready();
    const reference = await desk.release();
    expect(await desk.within(accountId, (session) => findAdvice(session, desk.ports))).toContainEqual(reference);
    await desk.take(accountId, reference);
    await desk.sendAll(accountId);
    desk.venues.trade(39_100);
    await desk.pass(accountId, 3);
    desk.venues.trade(40_000);
    for (let again = 0; again < 3; again++) await desk.take(accountId, reference);
    await desk.sendAll(accountId);
    expect(placed()).toEqual(['entry 0.005', 'protection 0.005']);
    expect(await desk.within(accountId, (session) => findAdvice(session, desk.ports))).not.toContainEqual(reference);
    expect(await eventsOf(accountId, 'close-begun')).toMatchObject([{ reason: expect.stringContaining('stop') }]);
  });

  it('is not traded where the document is not what was hashed', async () => {
    const accountId = await ready();
    const reference = await desk.release();
    await desk.database.query(
      `update releases set document = jsonb_set(document, '{shadow,long,quantity}', '"0.05"') where release_id = $1`,
      [reference.releaseId],
    );
    await expect(desk.take(accountId, reference)).rejects.toMatchObject({ code: 'store.corrupt' });
    await expect(desk.take(accountId, { ...reference, hash: 'a'.repeat(64) })).rejects.toMatchObject({
      code: 'store.corrupt',
    });
    await expect(desk.take(accountId, { ...reference, releaseId: 'nobody' })).rejects.toMatchObject({
      code: 'input.unknown-release',
    });
    expect(placed()).toEqual([]);
  });

  it('of NO-TRADE is no trade, and one of another stream is nobody’s advice', async () => {
    const cards = await ready('cards');
    await desk.take(cards, await desk.release());
    await desk.sendAll(cards);
    const manual = await desk.release({ stream: 'manual' });
    await desk.database.query(
      "update releases set request = jsonb_set(request, '{stream}', '\"manual\"') where release_id = $1",
      [manual.releaseId],
    );
    const shadow = await ready();
    expect(await desk.within(shadow, (session) => findAdvice(session, desk.ports))).not.toContainEqual(manual);
    await desk.take(shadow, manual);
    await desk.sendAll(shadow);
    expect(placed()).toEqual([]);
  });

  it('trades a smaller card on an account that has lost, at the same share of its equity', async () => {
    const accountId = await ready('shadow-short', { startQuote: '500' });
    await desk.take(accountId, await desk.release());
    await desk.sendAll(accountId);
    expect(await eventsOf(accountId, 'plan-refused')).toEqual([]);
    expect(placed()[0]).toBe('entry 0.0024');
  });

  it('waits for the books to be compared and for a price, and is found again then', async () => {
    const accountId = await desk.account();
    const reference = await desk.release();
    const { venues } = desk;
    const isAway = { books: true, price: true };
    const sessions = desk.executor({
      ...desk.ports,
      venues: {
        open: async (account) => {
          const venue = await venues.open(account);
          const pull: typeof venue.pull = async (...asked) => (isAway.books ? null : await venue.pull(...asked));
          const reading: typeof venue.reading = async (...asked) =>
            isAway.price ? null : await venue.reading(...asked);
          return { ...venue, pull, reading };
        },
      },
    });
    const take = () => desk.take(accountId, reference, sessions);
    await take();
    isAway.books = false;
    await take();
    expect(await eventsOf(accountId, 'plan-refused', 'plan-accepted')).toEqual([]);
    expect(await desk.within(accountId, (session) => findAdvice(session, desk.ports), sessions)).toContainEqual(
      reference,
    );
    isAway.price = false;
    await take();
    expect(await eventsOf(accountId, 'plan-refused', 'plan-accepted')).toMatchObject([{ type: 'plan-accepted' }]);
  });

  it('moves the exposure of vol-target: leaves, then enters anew by the same release', async () => {
    const accountId = await ready('vol-target', {
      limits: { 'risk-per-trade': null, cooldown: 0, 'turnover-per-5-minutes': null },
    });
    await desk.take(accountId, await desk.release());
    await desk.pass(accountId, 2);
    const held = desk.venues.books(accountId).base.toNumber();
    expect(held).toBeGreaterThan(0.005);
    const reference = await desk.release({ forecasts: await widened() });
    for (let look = 0; look < 4; look++) {
      await desk.take(accountId, reference);
      await desk.pass(accountId, 2);
    }
    const after = desk.venues.books(accountId).base.toNumber();
    expect(after).toBeGreaterThan(0);
    expect(after).toBeLessThan(held / 1.5);
    expect(placed().map((text) => text.split(' ')[0])).toEqual(['entry', 'protection', 'exit', 'entry', 'protection']);
  });
});

async function widened() {
  const { document } = (await desk.stores.releases.list({ limit: 1 }))[0];
  const base = document!.basePrice!;
  return document!.forecasts.map((forecast) => ({
    ...forecast,
    quantiles: forecast.quantiles.map((price) => base * Math.exp(2 * Math.log(price / base))),
  }));
}

describe('a request', () => {
  it('O1: that arrived without an answer is one order, found by asking', async () => {
    const accountId = await ready();
    desk.venues.faults.push('unheard');
    await desk.take(accountId, await desk.release());
    await desk.pass(accountId, 5);
    expect(placed()).toEqual(['entry 0.005', 'protection 0.005']);
    expect((await desk.books(accountId)).ours).toEqual((await desk.books(accountId)).venue);
  });

  it('that never arrived is found to be absent, and the card is not entered again', async () => {
    const accountId = await ready();
    desk.venues.faults.push('lost');
    await desk.take(accountId, await desk.release());
    await desk.pass(accountId, 6);
    expect(placed()).toEqual([]);
    expect(await desk.within(accountId, async ({ state }) => state.trade)).toBeNull();
    expect((await eventsOf(accountId, 'question-answered')).length).toBe(6);
  });

  it('is made once, though the activity runs again', async () => {
    const accountId = await ready();
    await desk.take(accountId, await desk.release());
    await desk.within(accountId, async (session) => {
      const [entry] = waitingRequests(session);
      const signal = new AbortController().signal;
      await carryOut(session, entry, desk.clock.now(), signal);
      await carryOut(session, entry, desk.clock.now(), signal);
    });
    expect(placed()).toEqual(['entry 0.005']);
  });
});

describe('a live account', () => {
  /** An executor of real orders, and an account of its kind. */
  async function live() {
    const accountId = await desk.account('shadow-long', { mode: 'live' });
    const sessions = desk.executor({ ...desk.ports, mode: 'live' });
    await desk.look(accountId, sessions);
    return {
      accountId,
      sessions,
      arm: (until: number | null) => desk.stores.accounts.arm(accountId, until),
      take: async (market: 'spot' | 'perp' = 'spot') =>
        desk.take(accountId, await desk.release({ shadow: shadowCards(desk.clock.time - 60_000, market) }), sessions),
      pass: (seconds: number) => desk.pass(accountId, seconds, sessions),
    };
  }

  it('enters only while it is armed, and is protected and closed whether it is or not', async () => {
    const { accountId, sessions, arm, take, pass } = await live();
    await take();
    await arm(desk.clock.now() - 1);
    await take();
    await desk.sendAll(accountId, sessions);
    expect(placed()).toEqual([]);
    expect(await eventsOf(accountId, 'plan-refused')).toMatchObject(
      [1, 2].map(() => ({ vetoes: [{ rule: 'trading-state' }] })),
    );
    await arm(desk.clock.now() + 1_000);
    await take();
    await desk.within(
      accountId,
      async (session) => {
        await carryOut(session, waitingRequests(session)[0], desk.clock.now(), new AbortController().signal);
      },
      sessions,
    );
    await arm(null);
    await pass(2);
    desk.venues.trade(41_200);
    await pass(4);
    expect(placed()).toEqual(['entry 0.005', 'protection 0.005', 'exit 0.005']);
  });

  it('knows of every fill what it cost beside the price seen, and beside the paper account of the same cards', async () => {
    const { accountId, sessions, arm } = await live();
    await arm(desk.clock.now() + 60_000);
    const paper = await ready();
    const reference = await desk.release({ shadow: shadowCards(desk.clock.time - 60_000, 'spot') });
    await desk.take(paper, reference);
    await desk.sendAll(paper);
    await desk.take(accountId, reference, sessions);
    desk.venues.trade(40_040);
    await desk.sendAll(accountId, sessions);
    const { accounts } = desk.stores;
    const only = { accounts: { ...accounts, list: async () => [(await accounts.find(paper))!] } };
    const told = await accountFills(only, (await accounts.find(accountId))!, { from: 0, to: desk.clock.time + 1 });
    expect(told).toMatchObject({ paperAccountId: paper, seen: { fills: 1 }, paper: { fills: 1 } });
    expect(told.fills).toMatchObject([
      { leg: 'entry', quantity: '0.005', price: '40040', seenPrice: '40000.01', paperPrice: '40000', paperBps: 10 },
    ]);
    expect(told.fills[0].shortfallBps).toBeCloseTo(9.9975, 4);
  });

  it('calls for its executor while it is armed, and while anything is held or may still fill', async () => {
    const { accountId, sessions, arm, take } = await live();
    const isNeeded = async () => {
      const { accounts } = await recordVitals(desk.stores, 'live', desk.clock.now());
      return accounts.find((account) => account.accountId === accountId)?.needsExecutor;
    };
    expect(await isNeeded()).toBe(false);
    await arm(desk.clock.now() + 60_000);
    expect(await isNeeded()).toBe(true);
    await take();
    await desk.sendAll(accountId, sessions);
    await arm(null);
    expect(await isNeeded()).toBe(true);
  });

  it('is followed by another one when it is not in a trade, or when its trade is halted', async () => {
    const { accountId, sessions, arm, take } = await live();
    const ended: string[] = [];
    const handle = (id: string) => ({ terminate: async () => void ended.push(id) });
    const client = { workflow: { getHandle: handle } } as unknown as Client;
    const { accounts } = desk.stores;
    const stores = { ...desk.stores, accounts: { ...accounts, list: async () => [(await accounts.find(accountId))!] } };
    expect(await retireOthers(stores, client, accountId)).toEqual([]);
    expect(await retireOthers(stores, client, 'next')).toEqual([accountId]);
    await arm(desk.clock.now() + 60_000);
    await take();
    await desk.sendAll(accountId, sessions);
    await expect(retireOthers(stores, client, 'next')).rejects.toThrow('is in a trade');
    await forOne(accountId, 'halt');
    expect(await retireOthers(stores, client, 'next')).toEqual([accountId]);
    expect(ended).toEqual([`account_${accountId}`, `account_${accountId}`]);
  });

  it('whose arming ended between commit and request sends nothing, and the entry is found to be absent', async () => {
    const { accountId, sessions, arm, take, pass } = await live();
    await arm(desk.clock.now() + 1_000);
    await take();
    await arm(null);
    await desk.sendAll(accountId, sessions);
    await pass(20);
    expect(placed()).toEqual([]);
    expect(await desk.within(accountId, async ({ state }) => state.trade, sessions)).toBeNull();
  });

  it('does not trade a card that was made for a perpetual', async () => {
    const { accountId, arm, take } = await live();
    await arm(desk.clock.now() + 60_000);
    await take('perp');
    expect(await eventsOf(accountId, 'plan-refused', 'plan-accepted')).toMatchObject([{ type: 'plan-refused' }]);
  });

  it('is no paper executor’s, and no paper account is that of real orders', async () => {
    const { accountId } = await live();
    await expect(desk.look(accountId)).rejects.toMatchObject({ code: 'config.invalid' });
    const paper = await desk.account();
    await expect(desk.look(paper, desk.executor({ ...desk.ports, mode: 'live' }))).rejects.toMatchObject({
      code: 'config.invalid',
    });
    expect((await desk.stores.accounts.find(paper))?.token).toBe(0);
  });

  it('begins with what the venue holds: its cash, and coins that are left where they lie', async () => {
    const { venues } = desk;
    const holding = {
      open: async (account: Parameters<typeof venues.open>[0]) => {
        const venue = await venues.open(account);
        const pull: typeof venue.pull = async (...asked) => {
          const pulled = await venue.pull(...asked);
          return pulled && { ...pulled, positionBase: pulled.positionBase.plus('0.25') };
        };
        return { ...venue, pull };
      },
    };
    const ports = { ...desk.ports, mode: 'live', venues: holding } as const;
    const wanted = desk.wanted('shadow-long', { mode: 'live', startQuote: '750' });
    await openAccountOnce(ports, wanted, new AbortController().signal);
    await desk.look(wanted.accountId, desk.executor(ports));
    const [listed] = (await listAccounts(desk.stores, null, desk.clock.time)).accounts.filter(
      ({ accountId }) => accountId === wanted.accountId,
    );
    expect(listed).toMatchObject({ cashQuote: '750', positionBase: '0', isReconciled: true, trading: 'reduce' });
  });
});

describe('an executor that dies', () => {
  it.each([
    ['before the entry left', 0, []],
    ['after the entry, before the stop', 1, ['entry 0.005']],
    ['after the stop', 2, ['entry 0.005', 'protection 0.005']],
  ])('%s leaves one that goes on from the committed events', async (_, requests, left) => {
    const accountId = await ready();
    await desk.take(accountId, await desk.release());
    for (let sent = 0; sent < requests; sent++) {
      await desk.within(accountId, async (session) => {
        await carryOut(session, waitingRequests(session)[0], desk.clock.now(), new AbortController().signal);
      });
    }
    expect(placed()).toEqual(left);
    const next = desk.executor();
    await desk.pass(accountId, 8, next);
    const { ours, venue } = await desk.books(accountId, next);
    expect(ours).toEqual(venue);
    expect(desk.venues.placed.filter(({ leg }) => leg === 'entry').length).toBeLessThanOrEqual(1);
    const state = await desk.within(accountId, async (session) => session.state, next);
    expect(state.halts).toEqual([]);
    if (!state.book.positionBase.isZero()) {
      expect(desk.venues.books(accountId).openOrders()).toHaveLength(1);
    }
  });

  it('O18: and one that was only thought dead commits and sends nothing more', async () => {
    const accountId = await ready();
    await desk.take(accountId, await desk.release());
    const newer = desk.executor();
    await desk.look(accountId, newer);
    await expect(desk.sendAll(accountId)).rejects.toMatchObject({ code: 'executor.superseded' });
    expect(placed()).toEqual([]);
    desk.clock.time += 61_000;
    await expect(desk.look(accountId)).rejects.toMatchObject({ code: 'executor.superseded' });
    expect(desk.superseded[0]).toContain(accountId);
    await desk.pass(accountId, 6, newer);
    expect(await desk.within(accountId, async ({ state }) => state.trade, newer)).toBeNull();
  });

  it('goes on after a commit whose answer was lost', async () => {
    const accountId = await ready();
    const reference = await desk.release();
    const { accounts } = desk.stores;
    let isLost = false;
    const forgetful = desk.executor({
      ...desk.ports,
      stores: {
        ...desk.stores,
        accounts: {
          ...accounts,
          commit: async (...args) => {
            const committed = await accounts.commit(...args);
            if (!isLost) return committed;
            isLost = false;
            throw new AlmanacError('store.unreachable', 'The answer was lost.', {}, { world: 'unknown' });
          },
        },
      },
    });
    await desk.look(accountId, forgetful);
    isLost = true;
    const take = () => desk.take(accountId, reference, forgetful);
    await expect(take()).rejects.toMatchObject({ code: 'store.unreachable' });
    await take();
    await desk.pass(accountId, 2, forgetful);
    expect(placed()).toEqual(['entry 0.005', 'protection 0.005']);
    expect(await eventsOf(accountId, 'plan-accepted')).toHaveLength(1);
  });
});

describe('a halt', () => {
  const PORTS = ['row', 'brake', 'accounts', 'reading', 'pull', 'ask', 'cancel', 'releases'] as const;

  it.each(PORTS)('O16: stands while "%s" throws: nothing is sent after the row is set', async (broken) => {
    const accountId = await ready();
    await desk.take(accountId, await desk.release());
    await forOne(accountId, 'halt');
    const throws = () => Promise.reject(new AlmanacError('store.unreachable', `${broken} is away`));
    const { stores, venues } = desk;
    const allThrow = <T extends object>(port: T): T => new Proxy(port, { get: () => throws });
    const sessions = desk.executor({
      ...desk.ports,
      brake: broken === 'brake' ? { isPulled: throws } : desk.brake,
      stores: {
        ...stores,
        accounts: stores.accounts,
        tradingStates: broken === 'row' ? allThrow(stores.tradingStates) : stores.tradingStates,
        releases: broken === 'releases' ? allThrow(stores.releases) : stores.releases,
      },
      venues: {
        open: async (account) => {
          const venue = await venues.open(account);
          return broken in venue ? { ...venue, [broken]: throws } : venue;
        },
      },
    });
    if (broken === 'accounts') {
      await desk.look(accountId, sessions);
      const session = await desk.within(accountId, async (open) => open, sessions);
      Object.defineProperty(session, 'requireToken', { value: throws });
    }
    for (let round = 0; round < 3; round++) {
      desk.clock.time += 20_000;
      await desk.look(accountId, sessions).catch(() => undefined);
      await desk.sendAll(accountId, sessions).catch(() => undefined);
      await desk.sendAll(accountId).catch(() => undefined);
    }
    expect(placed()).toEqual([]);
  });

  it('set after the commit holds back what has not left, and it is found to be absent', async () => {
    const accountId = await ready();
    await desk.take(accountId, await desk.release());
    await forOne(accountId, 'halt');
    await desk.pass(accountId, 20);
    expect(placed()).toEqual([]);
    expect(await eventsOf(accountId, 'order-heard')).toMatchObject([{ news: 'silence' }, { news: 'not-there' }]);
  });

  it('by a file needs no database: nothing is sent while the brake is pulled', async () => {
    const accountId = await ready();
    desk.brakePulled = true;
    await desk.take(accountId, await desk.release());
    expect(await eventsOf(accountId, 'plan-refused')).toMatchObject([{ vetoes: [{ rule: 'trading-state' }] }]);
    desk.brakePulled = false;
    await desk.take(accountId, await desk.release());
    desk.brakePulled = true;
    await desk.sendAll(accountId);
    expect(placed()).toEqual([]);
  });

  it('leaves the stop where it is', async () => {
    const accountId = await ready();
    await desk.take(accountId, await desk.release());
    await desk.pass(accountId, 2);
    await forOne(accountId, 'halt');
    desk.venues.trade(41_300);
    await desk.pass(accountId, 5);
    expect(desk.venues.books(accountId).openOrders()).toHaveLength(1);
    expect(placed()).toEqual(['entry 0.005', 'protection 0.005']);
  });

  it('is also what an absent row means', async () => {
    const accountId = await ready();
    await desk.database.query('delete from trading_states where scope = $1', [accountId]);
    await desk.take(accountId, await desk.release());
    await desk.sendAll(accountId);
    expect(placed()).toEqual([]);
  });
});
