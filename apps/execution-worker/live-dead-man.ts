/** One look of the dead man's switch: is somebody at the wheel, and if not, what could still buy is taken off the venue. */
import type { Clock, Stores } from '../../activities/ports.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { silenceMs } from '../../domain/watch/dead-man.ts';

export interface DeadManParts {
  readonly accountId: string;
  /** So long may pass without a mark. */
  readonly stallMs: number;
  readonly stores: Pick<Stores, 'accounts' | 'liveGuards'>;
  readonly clock: Clock;
  /** What it did, in words; throws AlmanacError where the venue does not answer. */
  readonly cancel: () => Promise<string>;
}

/** While nobody is there, the venue is looked at so often. */
const ACT_EVERY_MS = 60_000;

export class DeadMan {
  readonly #parts: DeadManParts;
  readonly #watchedSince: EpochMs;
  #markedAt: EpochMs | null = null;
  #actedAt: EpochMs = Number.NEGATIVE_INFINITY;

  constructor(parts: DeadManParts) {
    this.#parts = parts;
    this.#watchedSince = parts.clock.now();
  }

  /** What was done, for the log; null: nothing. A database that does not answer is a silence like any other. */
  async look(): Promise<string | null> {
    const { accountId, clock, stallMs, stores } = this.#parts;
    const now = clock.now();
    const marked = await orNull(stores.accounts.lastMarkedAt(accountId));
    this.#markedAt = marked ?? this.#markedAt;
    const silent = silenceMs({ markedAt: this.#markedAt, watchedSince: this.#watchedSince }, now);
    const isDue = silent >= stallMs && now - this.#actedAt >= ACT_EVERY_MS;
    const act = isDue ? await this.act(`no mark of ${accountId} for ${Math.round(silent / 1_000)} s`) : null;
    await orNull(stores.liveGuards.looked(accountId, now, act));
    return act;
  }

  async act(why: string): Promise<string> {
    this.#actedAt = this.#parts.clock.now();
    try {
      return `${why}: ${await this.#parts.cancel()}`;
    } catch (failure) {
      if (failure instanceof AlmanacError) return `${why}, and nothing could be cancelled: ${failure.message}`;
      throw failure;
    }
  }
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (failure) {
    if (failure instanceof AlmanacError) return null;
    throw failure;
  }
}
