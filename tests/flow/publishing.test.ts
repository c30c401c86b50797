import { afterAll, beforeAll, expect, it } from 'vitest';
import { telegramPublisher } from '../../adapters/telegram/channel.ts';
import { theseFaults } from '../../lab/telegram/faults.ts';
import { openTelegramLab, type TelegramLab } from '../../lab/telegram/lab.ts';
import { FORECAST_QUEUE, PUBLISH_WORKFLOW } from '../../workflows/messages.ts';
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
