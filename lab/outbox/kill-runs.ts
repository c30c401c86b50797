/**
 * One release told to two channels, over and over, by processes that are killed at any of their awaits on a Telegram that
 * fails: nothing is there twice, nothing is lost in silence, and what is not known is listed.
 */
import type { Ports } from '../../activities/ports.ts';
import { publishDue } from '../../activities/publish.ts';
import { settlePublication } from '../../activities/settle.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/market/candles.ts';
import { Rng } from '../../domain/numeric/random.ts';
import type { Publication } from '../../domain/publication/publication.ts';
import { noFaults, randomFaults } from '../telegram/faults.ts';
import { Killed } from './mortal.ts';
import type { OutboxWorld } from './world.ts';

/** Awaits of one telling from start to end, and a few more. */
const AWAITS = 45;
const LIVES = 4;
const FAULTY_SHARE = 0.25;
const SWEEPS = 30;
const MEANWHILE_MS = 20 * 24 * HOUR_MS;

export interface KillRun {
  readonly violations: readonly string[];
  /** How many ended as `unknown`. */
  readonly unknown: number;
  readonly kills: number;
}

export async function killRun(world: OutboxWorld, seed: string): Promise<KillRun> {
  const rng = Rng.seeded(seed);
  const releaseId = `killed-${seed}`;
  world.now += MEANWHILE_MS;
  world.telegram.faults = randomFaults(rng, FAULTY_SHARE);
  await world.commit(releaseId);
  let kills = 0;
  for (let life = 0; life < LIVES; life++) kills += await lives(world, rng);
  await world.telegram.quiet();

  world.telegram.faults = noFaults;
  const healthy = world.process(Number.POSITIVE_INFINITY);
  await sweepUntilQuiet(world, healthy);
  const left = await healthy.stores.publications.list({ releaseId, limit: 9 });
  const violations = left.flatMap((publication) => violationsOf(world, publication, seed));
  for (const publication of left) await settleByLooking(world, healthy, publication);
  const settled = await healthy.stores.publications.list({ releaseId, limit: 9 });
  violations.push(...settled.flatMap((publication) => lossesOf(world, publication, seed)));
  return { violations, unknown: left.filter(({ state }) => state === 'unknown').length, kills };
}

/** One or two processes at once, each killed at some await; then some minutes until the next start. */
async function lives(world: OutboxWorld, rng: Rng): Promise<number> {
  const processes = Array.from({ length: 1 + rng.below(2) }, () => world.process(rng.below(AWAITS)));
  const ends = await Promise.all(processes.map((ports) => publishDue(ports).then(() => 0, countKill)));
  world.now += MINUTE_MS * (1 + rng.below(6));
  return ends.reduce((sum, killed) => sum + killed, 0);
}

function countKill(failure: unknown): number {
  if (failure instanceof Killed) return 1;
  throw failure;
}

async function sweepUntilQuiet(world: OutboxWorld, ports: Ports): Promise<void> {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    world.now += 10 * MINUTE_MS;
    await publishDue(ports);
    if ((await ports.stores.publications.list({ states: ['pending', 'sending'], limit: 1 })).length === 0) return;
  }
}

/** Sent is there once, part by part; of an unknown one, what was answered is there once and the next part at most once. */
function violationsOf(world: OutboxWorld, publication: Publication, seed: string): string[] {
  const { publisher, state, receipts } = publication;
  const counts = countsOf(world, publication);
  const bounds = (part: number): [number, number] => {
    if (part < receipts.length) return [1, 1];
    return part === receipts.length && state === 'unknown' ? [0, 1] : [0, 0];
  };
  const told = `seed ${seed}, ${publisher}, ${state} with ${receipts.length} of ${counts.length} parts`;
  if (state !== 'sent' && state !== 'unknown') return [`${told}: neither sent nor listed as unknown`];
  return counts.flatMap((count, part) => {
    const [least, most] = bounds(part);
    return count < least || count > most ? [`${told}: part ${part} is there ${count} times`] : [];
  });
}

/** A person looks at the channel and says what is there. */
async function settleByLooking(world: OutboxWorld, ports: Ports, left: Publication): Promise<void> {
  let publication: Publication | null = left;
  while (publication?.state === 'unknown') {
    await world.telegram.quiet();
    const { releaseId, publisher, receipts } = publication;
    const as = countsOf(world, publication)[receipts.length] > 0 ? 'sent' : 'not-sent';
    await settlePublication(ports, { releaseId, publisher, as, receipt: null, by: 'person:lab' });
    await sweepUntilQuiet(world, ports);
    publication = await ports.stores.publications.find(releaseId, publisher);
  }
}

function lossesOf(world: OutboxWorld, publication: Publication, seed: string): string[] {
  const counts = countsOf(world, publication);
  if (publication.state === 'sent' && counts.every((count) => count === 1)) return [];
  return [`seed ${seed}, ${publication.publisher}: settled, and ${publication.state} with parts ${counts.join(', ')}`];
}

function countsOf(world: OutboxWorld, publication: Publication): number[] {
  return world.posted(world.keyOf(publication)).map((messages) => messages.length);
}
