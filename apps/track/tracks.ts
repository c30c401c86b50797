/** The track record of each chain, for everybody who asks: counted beside this process when the chain has a new entry, a slot has passed or a day is over. */
import type { LedgerPosition } from '../../domain/ledger/document.ts';
import type { TrackRecord } from '../../domain/ledger/track-record.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import { nextSlot } from '../../domain/market/slots.ts';
import type { Clock, Stores } from '../../activities/ports.ts';
import { lastFinal } from '../../domain/record/days.ts';
import type { DayLine } from '../../domain/record/lines.ts';
import type { TrackCurve } from '../../domain/record/track-curves.ts';
import type { PageTrack } from '../../domain/report/page/track.ts';
import type { Config } from '../config/config.ts';
import { TrackCounter } from './counter.ts';
import type { StartThread } from './counting-thread.ts';
import { keptFor } from '../api/kept.ts';

const DAYS_SHOWN = 7;
/** How long a new entry may go unseen. */
const HEAD_KEPT_MS = 1_000;

export interface Track {
  /** Names the state of the record that it is counted from. */
  readonly version: string;
  readonly head: LedgerPosition | null;
  readonly record: TrackRecord;
  readonly curves: readonly TrackCurve[];
  /** The root of every day that was final, ascending. */
  readonly days: readonly DayLine[];
}

/** What the page and the bots show of it: the planned releases alone. */
export function pageTrack({ record, head, days }: Track): PageTrack {
  const scores = record.cells.filter(({ stream }) => stream === 'planned');
  return { asOf: record.asOf, head: head?.hash ?? null, scores, days: days.slice(-DAYS_SHOWN).reverse() };
}

/** What the count depends on: the chain, and which slots and days have passed. */
export interface CountedFrom {
  readonly config: Pick<Config, 'slots' | 'zone'>;
  readonly clock: Clock;
  readonly stores: Pick<Stores, 'ledger'>;
}

interface Kept {
  readonly head: () => Promise<LedgerPosition | null>;
  last: Track | null;
  counting: Promise<Track> | null;
}

export class Tracks implements AsyncDisposable {
  readonly #from: CountedFrom;
  readonly #counter: TrackCounter;
  readonly #kept = new Map<SourceKind, Kept>();

  constructor(from: CountedFrom, start?: StartThread) {
    this.#from = from;
    this.#counter = new TrackCounter(from.stores.ledger, start);
  }

  /** Names the state of the chain as it is now. */
  async version(source: SourceKind): Promise<string> {
    return this.#named(await this.#keptOf(source).head());
  }

  /**
   * At once: while a newer one is counted it is the one before, which says of what moment it is. Only the first one is waited for,
   * and one after a count that failed.
   */
  async of(source: SourceKind): Promise<Track> {
    const newest = await this.#newest(source);
    return this.#keptOf(source).last ?? (await newest.track);
  }

  /** Of the chain as it is now, even if it must be counted first. */
  async newest(source: SourceKind): Promise<Track> {
    return await (await this.#newest(source)).track;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#counter[Symbol.asyncDispose]();
  }

  #named(head: LedgerPosition | null): string {
    const now = this.#from.clock.now();
    return `${head?.hash}@${nextSlot(this.#from.config, now).cutoff}@${lastFinal(now)}`;
  }

  #keptOf(source: SourceKind): Kept {
    const { clock, stores } = this.#from;
    const kept = this.#kept.get(source) ?? {
      head: keptFor(HEAD_KEPT_MS, clock, () => stores.ledger.head(source)),
      ...{ last: null, counting: null },
    };
    this.#kept.set(source, kept);
    return kept;
  }

  /** Counted or under way, and so not for who waits for this. */
  async #newest(source: SourceKind): Promise<{ readonly track: Track | Promise<Track> }> {
    const kept = this.#keptOf(source);
    const head = await kept.head();
    if (kept.last?.version === this.#named(head)) return { track: kept.last };
    kept.counting ??= this.#count(source, kept, head);
    return { track: kept.counting };
  }

  #count(source: SourceKind, kept: Kept, head: LedgerPosition | null): Promise<Track> {
    const version = this.#named(head);
    const counting = this.#counter.count(source, head, this.#from.clock.now()).then(
      (counted) => (kept.last = { version, head, ...counted }),
      (failure: unknown) => {
        kept.last = null;
        throw failure;
      },
    );
    const done = () => (kept.counting = null);
    counting.then(done, done);
    return counting;
  }
}
