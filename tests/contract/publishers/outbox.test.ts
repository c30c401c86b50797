import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Ports } from '../../../activities/ports.ts';
import { publishDue, summaryOf } from '../../../activities/publish.ts';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { listPublications, settle } from '../../../apps/operations/publications.ts';
import { DayRoots } from '../../../domain/record/days.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { publicationList } from '../../../domain/publication/listing.ts';
import { openOutboxWorld, type OutboxWorld } from '../../../lab/outbox/world.ts';
import { noFaults, theseFaults } from '../../../lab/telegram/faults.ts';
import { openMemoryDatabase } from '../../fixtures/embedded-database.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const FIRST = 'telegram:@first';

let database: Database;
let world: OutboxWorld;
let ports: Ports;
beforeAll(async () => {
  database = await openMemoryDatabase();
  await migrate(database, MIGRATIONS);
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  world = await openOutboxWorld(database);
  world.now = 1_000;
  ports = world.process(Number.POSITIVE_INFINITY);
  ports = { ...ports, publishers: ports.publishers.slice(0, 1) };
});
afterEach(async () => {
  await database.execute('delete from publications; delete from releases');
  await world[Symbol.asyncDispose]();
});

const states = async () =>
  (await listPublications(ports, { all: true })).flatMap(({ publisher, state }) =>
    publisher === FIRST ? [state] : [],
  );
const givenNumber = (message: string, releaseId = 'edited') =>
  settle(ports, { releaseId, publisher: FIRST, as: 'sent', message, person: 'ann' });

describe('the outbox', () => {
  it('says of a pass what came of it', async () => {
    expect(summaryOf(await publishDue(ports))).toBe('nothing was due');
    await world.commit('summary');
    expect(summaryOf(await publishDue(ports))).toBe('1 sent');
  });

  it('calls nobody before the time that a 429 names, not even for another release (S5)', async () => {
    await world.commit('limited-1');
    world.telegram.faults = theseFaults('limited');
    expect(summaryOf(await publishDue(ports))).toBe('1 pending');
    const calls = world.telegram.calls.length;
    await world.commit('limited-2');
    world.now += 229_000;
    await publishDue(ports);
    expect(world.telegram.calls).toHaveLength(calls);
    world.now += 1_000;
    expect(summaryOf(await publishDue(ports))).toBe('2 sent');
  });

  it('keeps what a revoked token refuses, names it, and sends it when the token is back', async () => {
    await world.commit('revoked');
    world.telegram.world.bot('4711:lab').revoked = true;
    expect(summaryOf(await publishDue(ports))).toBe('1 pending');
    expect(publicationList(await listPublications(ports, { all: false }))).toMatch(/Unauthorized.*TELEGRAM_BOT_TOKEN/);
    for (const bot of world.telegram.world.bots) bot.revoked = false;
    world.now += 30_000;
    expect(summaryOf(await publishDue(ports))).toBe('1 sent');
  });

  it('tells the root of each day once when it is final, of the days that it missed too', async () => {
    const roots = () =>
      world.telegram.world.messages.map(({ text }) => /--root=(\S+?):([0-9a-f]{64})/.exec(text)?.slice(1));
    const { ledger, publications } = ports.stores;
    const day = Date.parse('2031-03-01');
    const commit = (at: number) =>
      ledger.append({ source: 'live', kind: 'rule', schema: 1, key: `r${at}`, body: '{}' }, at);
    const first = await commit(day + 1);
    world.now = day + 86_400_000 + 14 * 60_000;
    expect(summaryOf(await publishDue(ports))).toBe('nothing was due');
    world.now += 60_000;
    expect(summaryOf(await publishDue(ports))).toBe('1 sent');
    expect(summaryOf(await publishDue(ports))).toBe('nothing was due');
    const last = [await commit(day + 2 * 86_400_000), await commit(day + 2 * 86_400_000 + 1)];
    world.now += 5 * 86_400_000;
    await Promise.all([publishDue(ports), publishDue(ports)]);

    const days = new DayRoots();
    for (const { committedAt, hash } of [first, ...last]) days.add(committedAt, hash);
    expect(roots()).toEqual(days.finalAt(world.now).map((made) => [made.day, made.root]));
    expect(await publications.lastRoot('live')).toBe('2031-03-03');
    expect((await publications.toldRoots('live')).map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(await publications.lastRoot('simulated')).toBeNull();
  });

  it('posts nothing that is days old', async () => {
    await world.commit('old');
    world.now += 4 * 86_400_000;
    expect(summaryOf(await publishDue(ports))).toBe('1 refused');
    expect(world.telegram.world.messages).toEqual([]);
  });

  it('does not turn what it knows into unknown when the database is away for a moment', async () => {
    await world.commit('away');
    const { publications } = ports.stores;
    let isAway = true;
    const flaky: Ports['stores']['publications'] = {
      ...publications,
      find: (releaseId, publisher) => publications.find(releaseId, publisher),
      due: (ask) => publications.due(ask),
      replace: async (before, after) => {
        const away = isAway && after.receipts.length > 0;
        if (!away) return await publications.replace(before, after);
        isAway = false;
        throw new AlmanacError('store.unreachable', 'The database went away.');
      },
    };
    const told = await publishDue({ ...ports, stores: { ...ports.stores, publications: flaky } });
    expect(summaryOf(told)).toBe('1 sent');
    expect(isAway).toBe(false);
  });

  it('lets a person settle what is unknown, by looking', async () => {
    await world.commit('looked');
    world.telegram.faults = theseFaults('reset-before');
    await publishDue(ports);
    expect(await states()).toEqual(['unknown']);
    const settled = await settle(ports, {
      releaseId: 'looked',
      publisher: FIRST,
      as: 'not-sent',
      message: null,
      person: 'ann',
    });
    expect(settled).toMatchObject({ state: 'sent', receipts: ['1', '2', '3'] });
    const again = settle(ports, {
      releaseId: 'looked',
      publisher: FIRST,
      as: 'not-sent',
      message: null,
      person: 'ann',
    });
    await expect(again).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('lets the message itself say that it is there, and touches no other post', async () => {
    await world.commit('before');
    await publishDue(ports);
    await world.commit('edited');
    world.telegram.faults = theseFaults(null, null, 'garbled-after');
    await publishDue(ports);
    world.telegram.faults = noFaults;
    const texts = world.telegram.world.messages.map(({ text }) => text);
    await expect(givenNumber('3')).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(givenNumber('99')).rejects.toMatchObject({ code: 'input.invalid' });
    expect(await givenNumber('6')).toMatchObject({
      state: 'sent',
      receipts: ['4', '5', '6'],
      settled: { by: 'edit' },
    });
    expect(world.telegram.world.messages.map(({ text }) => text)).toEqual(texts);
  });
});
