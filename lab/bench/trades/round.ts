/** One release after the other for many accounts at once, and how far each account is with it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { AccountWanted } from '../../../activities/execution/contract.ts';
import { loadAccount } from '../../../activities/execution/load.ts';
import type { Stores } from '../../../activities/ports.ts';
import type { AccountState } from '../../../domain/execution/account/state.ts';
import { foldPaper } from '../../../domain/execution/paper/state.ts';
import { commitmentText } from '../../../domain/ledger/commitment.ts';
import type { Rng } from '../../../domain/numeric/random.ts';
import { ACCOUNT_WORKFLOW, type AccountRun, accountWorkflowId, EXECUTION_QUEUE } from '../../../workflows/messages.ts';
import { documentOf, requestOf } from '../../simulator/flow/advised-release.ts';

const SYMBOL = 'BTC/USDT';
const START_QUOTE = '10000';
/** Trades last some seconds, so that most kills find one in some state. */
const TIMES = { validMs: 120_000, shortestMs: 5_000, longestMs: 25_000 } as const;
const UNLIMITED = ['loss-streak', 'orders-per-5-minutes', 'orders-per-hour', 'orders-per-day', 'daily-loss'];
const LOOK_EVERY_MS = 1_000;

export async function startAccounts(client: Client, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, i) => `account-${i + 1}`);
  for (const [i, accountId] of ids.entries()) {
    const run: AccountRun = { wanted: wanted(accountId, i), advice: [] };
    const workflowId = accountWorkflowId(accountId);
    await client.workflow.start(ACCOUNT_WORKFLOW, { workflowId, taskQueue: EXECUTION_QUEUE, args: [run] });
  }
  return ids;
}

function wanted(accountId: string, i: number): AccountWanted {
  const strategy = i % 2 === 0 ? 'shadow-long' : 'shadow-short';
  const unlimited = [...UNLIMITED, 'turnover-per-5-minutes', 'turnover-per-day', 'short-not-available'];
  const limits = { ...Object.fromEntries(unlimited.map((name) => [name, null])), cooldown: 0 };
  return { accountId, strategy, symbol: SYMBOL, source: 'simulated', mode: 'paper', startQuote: START_QUOTE, limits };
}

/** A release that every account finds by itself. */
export async function publish(stores: Stores, round: number, price: number, rng: Rng): Promise<void> {
  const now = Date.now();
  const document = documentOf(`BTC-USDT_round-${round}`, now, price, rng, TIMES);
  await stores.releases.begin(requestOf(document, now));
  const { source, releaseId: key } = document;
  const entry = { source, kind: 'release', schema: 2, key, body: commitmentText(document) } as const;
  await stores.ledger.append(entry, now, { document, publications: [] });
}

export async function stateOf({ accounts }: Stores, accountId: string): Promise<AccountState | null> {
  const account = await accounts.find(accountId);
  return account && (await loadAccount({ accounts }, account)).state;
}

/** Waits until every account has heard so many plans and holds nothing of them. What keeps those that are not so far within the time, in words. */
export async function restless(
  stores: Stores,
  ids: readonly string[],
  plans: number,
  patienceMs: number,
): Promise<string[]> {
  const waiting = new Map(ids.map((accountId) => [accountId, '']));
  for (const end = Date.now() + patienceMs; waiting.size > 0 && Date.now() < end; await sleep(LOOK_EVERY_MS)) {
    for (const accountId of waiting.keys()) {
      const why = await unrestOf(stores, accountId, plans);
      if (why === null) waiting.delete(accountId);
      else waiting.set(accountId, why);
    }
  }
  return [...waiting].map(([accountId, why]) => `${accountId}: ${why}`);
}

/** Null: it is at rest. */
async function unrestOf(stores: Stores, accountId: string, plans: number): Promise<string | null> {
  const heard = await stores.accounts.events(accountId, { after: 0, types: ['plan-accepted', 'plan-refused'] });
  if (heard.length < plans) return `${heard.length} of ${plans} plans heard`;
  const state = await stateOf(stores, accountId);
  if (state === null) return 'not opened';
  if (state.trade !== null) return `a trade is ${state.trade.phase}`;
  return state.reconciled ? null : 'its books are not compared yet';
}

/** What is wrong with an account at rest, in words. */
export async function differencesOf(stores: Stores, accountId: string): Promise<string[]> {
  const state = await stateOf(stores, accountId);
  const venue = foldPaper(await stores.paperVenue.events({ accountId, symbol: SYMBOL }));
  if (state === null || venue === null) return [`${accountId} was never opened`];
  const { book, halts, trade } = state;
  const pairs = [
    ['position', book.positionBase, venue.book.positionBase],
    ['cash', book.cashQuote, venue.book.cashQuote],
    ['fees', book.feesQuote, venue.book.feesQuote],
  ] as const;
  const differ = pairs.filter(([, ours, theirs]) => !ours.equals(theirs));
  const entries = await stores.accounts.events(accountId, { after: 0, types: ['order-sent'] });
  const ids = entries.map(({ event }) => (event.type === 'order-sent' ? event.clientOrderId : ''));
  return [
    ...differ.map(
      ([name, ours, theirs]) => `${accountId}: ${name} ${ours.toFixed()}, the venue says ${theirs.toFixed()}`,
    ),
    ...halts.map(({ why }) => `${accountId}: halted, ${why}`),
    ...(trade === null ? [] : [`${accountId}: a trade is ${trade.phase}`]),
    ...(new Set(ids).size < ids.length ? [`${accountId}: an order was sent twice`] : []),
  ];
}

/** Trades that were closed. */
export async function tradesOf(stores: Stores, ids: readonly string[]): Promise<number> {
  const closed = await Promise.all(ids.map((id) => stores.accounts.events(id, { after: 0, types: ['trade-closed'] })));
  return closed.reduce((sum, events) => sum + events.length, 0);
}
