/** Counts the track record of a chain in a thread beside the process, reading only the entries that came since it counted last. */
import type { LedgerStore } from '../../activities/ports.ts';
import { GENESIS_HASH } from '../../domain/ledger/chain.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import { chainParts } from '../operations/record/chain-entries.ts';
import { CountingThread, type Place, type StartThread, startThread } from './counting-thread.ts';
import type { Counted } from './thread.ts';

const NOWHERE: Place = { sequence: 0, hash: GENESIS_HASH };

export class TrackCounter implements AsyncDisposable {
  readonly #ledger: Pick<LedgerStore, 'entries'>;
  readonly #start: StartThread;
  #thread: CountingThread | null = null;

  constructor(ledger: Pick<LedgerStore, 'entries'>, start: StartThread = startThread) {
    this.#ledger = ledger;
    this.#start = start;
  }

  /** Of the chain up to `head`; one count of a chain at a time. */
  async count(source: SourceKind, head: Place | null, now: EpochMs): Promise<Counted> {
    if (this.#thread === null || this.#thread.isGone) this.#thread = new CountingThread(this.#start);
    const thread = this.#thread;
    try {
      await this.#takeUpTo(thread, source, head ?? NOWHERE);
      const counted = await thread.ask({ kind: 'count', source, now });
      if (counted === null) throw new Error('the counting thread counted nothing');
      return counted;
    } catch (failure) {
      thread.taken.delete(source);
      throw failure;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread?.end();
  }

  async #takeUpTo(thread: CountingThread, source: SourceKind, head: Place): Promise<void> {
    const taken = thread.taken.get(source);
    if (taken && (await this.#take(thread, source, { taken, head }))) return;
    // Nothing is taken yet, or of another chain: a database that was restored.
    await thread.ask({ kind: 'begin', source });
    if (await this.#take(thread, source, { taken: NOWHERE, head })) return;
    const sentence = `The ${source} chain does not lead to its head ${head.hash}; check it with verify-record.`;
    throw new AlmanacError('store.corrupt', sentence, { source, head: head.hash });
  }

  /** False where what was taken does not lead to `head`. */
  async #take(
    thread: CountingThread,
    source: SourceKind,
    { taken, head }: { readonly taken: Place; readonly head: Place },
  ): Promise<boolean> {
    let last = taken;
    for await (const part of chainParts(this.#ledger, source, { after: taken.sequence, last: head.sequence })) {
      if (part[0]?.previousHash !== last.hash) return false;
      const entries = part.map(({ kind, body, committedAt, hash }) => ({ kind, body, committedAt, hash }));
      await thread.ask({ kind: 'take', source, entries });
      last = part[part.length - 1];
    }
    thread.taken.set(source, last);
    return last.hash === head.hash;
  }
}
