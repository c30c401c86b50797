/** While the thread that counts stands still, so that a server that counted by itself could not answer, everybody is answered. */
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCORES } from '../../../apps/api/site/scores.ts';
import { Tracks } from '../../../apps/track/tracks.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { openServedRecord, type ServedRecord } from '../../fixtures/served-record.ts';

const CUTOFF = Date.parse('2026-11-20T10:00Z');
const COUNTS = ['/?lang=en', '/record?lang=en', '/v1/scores'];
const OTHERS = ['/v1/releases', '/slots?lang=en', '/releases/BTC-USDT_20261120T1000Z_1200?lang=en', '/feed.xml'];

const held = new Int32Array(new SharedArrayBuffer(4));
const hold = () => Atomics.store(held, 0, 1);
const letGo = () => {
  Atomics.store(held, 0, 0);
  Atomics.notify(held, 0);
};
const threads: Worker[] = [];
const heldThread = () => {
  const thread = new Worker(new URL('../../fixtures/held-track-thread.ts', import.meta.url), {
    workerData: held.buffer,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  threads.push(thread);
  return thread;
};

let served: ServedRecord;
let tracks: Tracks;
let now = CUTOFF + HOUR_MS;
beforeAll(async () => {
  served = await openServedRecord(
    {},
    () => now,
    (from) => (tracks = new Tracks(from, heldThread)),
  );
  const document = await served.commit({ cutoff: new Date(CUTOFF).toISOString(), slot: '1200' });
  await served.resolve(document, { seed: 'counted' });
});
afterAll(async () => {
  letGo();
  await served[Symbol.asyncDispose]();
  await tracks[Symbol.asyncDispose]();
});

const scores = async () => SCORES.parse(await (await served.get('/v1/scores')).json());
const headHash = async () => (await served.stores.ledger.head('live'))?.hash;
const statuses = async (paths: readonly string[]) =>
  await Promise.all(paths.map(async (path) => [path, (await served.get(path)).status]));
const fine = (paths: readonly string[]) => paths.map((path) => [path, 200]);

/** As a database is that was restored from a backup. */
async function cutTo(sequence: number): Promise<void> {
  await served.database.query('alter table ledger disable trigger all');
  await served.database.query('delete from ledger where sequence > $1', [sequence]);
  await served.database.query(
    'update ledger_heads h set sequence = l.sequence, hash = l.hash from ledger l where l.source = h.source and l.sequence = $1',
    [sequence],
  );
  await served.database.query('alter table ledger enable trigger all');
}

describe('while a track record is counted', () => {
  it('others are answered, and who asks for the first count waits for it', async () => {
    hold();
    const waiting = COUNTS.map((path) => served.get(path));
    expect(await statuses(OTHERS)).toEqual(fine(OTHERS));
    expect(await Promise.race([...waiting, 'nobody is answered'])).toBe('nobody is answered');
    letGo();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(COUNTS.map(() => 200));
    expect((await scores()).head?.hash).toBe(await headHash());
  });

  it('the count before is shown with its moment, until the new one is there', async () => {
    const before = await scores();
    hold();
    await served.commit({ cutoff: new Date(CUTOFF + 12 * HOUR_MS).toISOString(), slot: '0000' });
    now += 24 * HOUR_MS;
    expect(await statuses([...COUNTS, ...OTHERS])).toEqual(fine([...COUNTS, ...OTHERS]));
    expect(await scores()).toEqual(before);
    expect(await (await served.get('/?lang=en')).text()).toContain('Counted on Fri 20 Nov, 13:00');
    letGo();
    const after = await eventually(async () => {
      const counted = await scores();
      return counted.head?.hash === (await headHash()) && counted;
    });
    expect(after.asOf).toBe(new Date(now).toISOString());
    expect(await (await served.get('/?lang=en')).text()).toContain('Counted on Sat 21 Nov, 13:00');
    expect(threads).toHaveLength(1);
  });

  it('who cannot show an older one waits for the newest', async () => {
    await served.commit({ cutoff: new Date(CUTOFF + 24 * HOUR_MS).toISOString(), slot: '1200' });
    now += 24 * HOUR_MS;
    expect((await tracks.newest('live')).head?.hash).toBe(await headHash());
  });

  it('a chain that was put back is counted from its beginning', async () => {
    const first = (await tracks.newest('live')).record.cells[0].counts.published;
    await cutTo(4);
    now += 24 * HOUR_MS;
    expect([first, (await tracks.newest('live')).record.cells[0].counts.published]).toEqual([3, 1]);
  });

  it('also where it has grown since beyond what was counted', async () => {
    for (const day of [5, 6]) {
      const cutoff = new Date(CUTOFF + day * 24 * HOUR_MS).toISOString();
      await served.resolve(await served.commit({ cutoff, slot: '1200' }), { seed: 'other' });
    }
    now += 24 * HOUR_MS;
    await tracks.newest('live');
    await cutTo(4);
    for (let day = 7; day < 17; day++) {
      await served.commit({ cutoff: new Date(CUTOFF + day * 24 * HOUR_MS).toISOString(), slot: '1200' });
    }
    now += 24 * HOUR_MS;
    expect((await tracks.newest('live')).record.cells[0].counts).toMatchObject({ published: 11, resolved: 1 });
  });

  it('a thread that dies is followed by another, which begins anew', async () => {
    hold();
    now += 24 * HOUR_MS;
    const counting = tracks.newest('live');
    await Promise.all([threads[0].terminate(), expect(counting).rejects.toThrow('the counting thread ended')]);
    letGo();
    expect((await tracks.newest('live')).head?.hash).toBe(await headHash());
    expect(threads).toHaveLength(2);
  });
});
