/** One process's way to everything outside of it: it takes virtual time, it fails, and it may be the last that the process does. */
import { AlmanacError } from '../../../domain/errors.ts';
import type { FlowSurroundings } from './surroundings.ts';

/** What a killed process's code meets; nothing of what it does afterwards reaches anything. */
class Killed extends Error {}

const STORE_MS = 10;
const VENUE_MS = 900;
/** More than a worker waits for an answer of an activity that sends. */
const LATEST_MS = 40_000;

export class Reach {
  readonly #world: FlowSurroundings;
  readonly #kill: () => void;
  readonly #death = Promise.withResolvers<never>();
  #isDead = false;

  constructor(world: FlowSurroundings, kill: () => void) {
    this.#world = world;
    this.#kill = kill;
    this.#death.promise.catch(() => undefined);
  }

  die(): void {
    this.#isDead = true;
    this.#death.reject(new Killed('the process is gone'));
  }

  async store<T>(effect: () => T | Promise<T>): Promise<T> {
    const { faults } = this.#world;
    await this.#pause(STORE_MS);
    if (this.#world.databaseAway || faults.happens('database-fails')) throw unreachable('nothing-happened');
    this.#mayDie();
    const answer = await effect();
    this.#mayDie();
    if (faults.happens('database-answer-lost')) throw unreachable('unknown');
    await this.#pause(STORE_MS);
    return answer;
  }

  /** A file of this machine: it is there or it is not. */
  async file<T>(effect: () => T): Promise<T> {
    this.#mayDie();
    return effect();
  }

  /** What was sent arrives, whoever dies meanwhile; null: no answer. */
  async venue<T>(lost: 'request' | 'answer' | null, effect: () => T): Promise<T | null> {
    const { queue, rng } = this.#world;
    this.#mayDie();
    const arrived = Promise.withResolvers<T>();
    if (lost !== 'request') queue.after(50 + VENUE_MS * rng.uniform(), () => arrived.resolve(effect()));
    const isLate = this.#world.faults.happens('answer-late');
    if (lost !== null) {
      await this.#pause(LATEST_MS / 2);
      return null;
    }
    const answer = await this.#alive(arrived.promise);
    await this.#pause(isLate ? LATEST_MS : VENUE_MS);
    this.#mayDie();
    return answer;
  }

  async #pause(longestMs: number): Promise<void> {
    const { queue, rng } = this.#world;
    await this.#alive(new Promise<void>((resolve) => queue.after(1 + longestMs * rng.uniform(), resolve)));
  }

  async #alive<T>(waited: Promise<T>): Promise<T> {
    if (this.#isDead) throw new Killed('the process is gone');
    return await Promise.race([waited, this.#death.promise]);
  }

  #mayDie(): void {
    if (!this.#isDead && this.#world.faults.happens('worker-killed')) this.#kill();
    if (this.#isDead) throw new Killed('the process is gone');
  }
}

function unreachable(world: 'nothing-happened' | 'unknown'): AlmanacError {
  return new AlmanacError('store.unreachable', 'The database does not answer.', {}, { world });
}
