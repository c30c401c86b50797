import { afterAll, beforeAll, expect, it } from 'vitest';
import { telegramPublisher } from '../../adapters/telegram/channel.ts';
import { Money } from '../../domain/accounting/money.ts';
import { ACCOUNT } from '../../lab/simulator/settings.ts';
import { theseFaults } from '../../lab/telegram/faults.ts';
import { openTelegramLab, type TelegramLab } from '../../lab/telegram/lab.ts';
import {
  ACCOUNT_WORKFLOW,
  accountWorkflowId,
  ADVISE_SIGNAL,
  EXECUTION_QUEUE,
  FORECAST_QUEUE,
  PUBLISH_WORKFLOW,
} from '../../workflows/messages.ts';
import { type FlowHost, openFlowHost, released } from '../fixtures/flow-host.ts';

let aheadMs = 0;
let lab: TelegramLab;
let host: FlowHost;
beforeAll(async () => {
  lab = await openTelegramLab();
  lab.world.addBot('4711:flow', 'almanac_bot');
  lab.world.addChat({ id: -1_001, type: 'channel', title: 'Channel', username: 'channel' });
  const access = { token: '4711:flow', apiRoot: lab.apiRoot };
  const channel = telegramPublisher(access, { chat: '@channel', language: 'en' }, () => true);
  host = await openFlowHost({
    clock: { now: () => Date.now() + aheadMs },
    ports: (real) => ({ ...real, publishers: [channel] }),
  });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await lab[Symbol.asyncDispose]();
});

const sweep = (workflowId: string) =>
  host.engine.client.workflow.execute(PUBLISH_WORKFLOW, { workflowId, taskQueue: FORECAST_QUEUE, args: [] });

it('a Telegram that limits us does not hold up a release; two sweeps at once then post it once, with its hash', async () => {
  lab.faults = theseFaults('limited');
  const request = host.request();
  expect(await released(host, request)).toMatchObject({ status: 'published' });
  expect(lab.world.messages).toEqual([]);
  expect(await sweep('too-early')).toBe('nothing was due');

  aheadMs = 230_000;
  const told = await Promise.all([sweep('sweep-1'), sweep('sweep-2')]);
  expect(told).toContain('1 sent');
  const { ports } = host;
  const [publication] = await ports.stores.publications.list({ releaseId: request.releaseId, limit: 9 });
  expect(publication).toMatchObject({ state: 'sent', attempts: 2 });
  expect(publication.receipts).toEqual(lab.world.messages.map(({ messageId }) => String(messageId)));
  const [first, ...rest] = lab.world.messages;
  expect(rest.every(({ replyTo }) => replyTo === first.messageId)).toBe(true);
  expect(first.photoBytes).toBeGreaterThan(10_000);
  expect(first.text).toContain((await ports.stores.ledger.head(request.source))?.hash);
});

it('a release tells the accounts of its market where it stands in the ledger, one that nobody runs included, and no others', async () => {
  const { engine, ports } = host;
  const opening = { mode: 'paper', strategy: 'cards', source: 'recorded', venue: 'paper' } as const;
  const rest = { startQuote: new Money('100'), settings: ACCOUNT };
  const accounts = { running: 'BTC/USDT', 'never-started': 'BTC/USDT', elsewhere: 'ETH/USDT' };
  for (const [accountId, symbol] of Object.entries(accounts)) {
    await ports.stores.accounts.open({ ...opening, ...rest, accountId, symbol }, 0);
  }
  for (const accountId of ['running', 'elsewhere']) {
    const workflowId = accountWorkflowId(accountId);
    await engine.client.workflow.start(ACCOUNT_WORKFLOW, { workflowId, taskQueue: EXECUTION_QUEUE, args: [] });
  }
  const { releaseId } = await released(host, host.request({ slot: 'manual-2' }));
  const entry = await ports.stores.ledger.find('recorded', 'release', releaseId);
  const { sequence, hash } = entry ?? {};
  expect(await advised('running')).toEqual([{ releaseId, source: 'recorded', sequence, hash }]);
  expect(await advised('elsewhere')).toEqual([]);
});

/** What the workflow of an account was told, from the history that the server keeps. */
async function advised(accountId: string): Promise<unknown[]> {
  const { events } = await host.engine.client.workflow.getHandle(accountWorkflowId(accountId)).fetchHistory();
  return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) =>
    signal?.signalName === ADVISE_SIGNAL
      ? [JSON.parse(Buffer.from(signal.input?.payloads?.[0].data ?? []).toString()) as unknown]
      : [],
  );
}
