/** Published releases with the cards that accounts trade, in a ledger of their own. */
import type { ExecutionPorts, LedgerEntry, StoredRelease } from '../../../activities/ports.ts';
import type { AdviceReference } from '../../../activities/execution/contract.ts';
import { chainEntry } from '../../../domain/ledger/chain.ts';
import { commitmentText } from '../../../domain/ledger/commitment.ts';
import type { LedgerPosition, ReleaseDocument } from '../../../domain/ledger/document.ts';
import type { Rng } from '../../../domain/numeric/random.ts';
import { documentOf, requestOf } from './advised-release.ts';

const TIMES = { validMs: 60_000, shortestMs: 20_000, longestMs: 110_000 } as const;

export class Releases {
  readonly #stored: StoredRelease[] = [];
  readonly #entries: LedgerEntry[] = [];

  /** Those that nobody changed after they were hashed. */
  readonly sound: string[] = [];

  get ports(): Pick<ExecutionPorts['stores'], 'releases' | 'ledger'> {
    return {
      releases: {
        find: async (releaseId) => this.#stored.find(({ request }) => request.releaseId === releaseId) ?? null,
        outlines: async ({ limit }) => this.#stored.toReversed().slice(0, limit),
      },
      ledger: { find: async (_source, _kind, key) => this.#entries.find((entry) => entry.key === key) ?? null },
    };
  }

  /** `isTampered`: somebody changed the stored document after it was hashed; nothing may be traded of it. */
  publish(now: number, price: number, rng: Rng, isTampered: boolean): AdviceReference {
    const releaseId = `BTC-USDT_${this.#stored.length + 1}`;
    const document = documentOf(releaseId, now, price, rng, TIMES);
    const entry = this.#append(document, now);
    const stored = isTampered ? { ...document, basePrice: price + 1 } : document;
    if (!isTampered) this.sound.push(releaseId);
    this.#stored.push(storedRelease(stored, now, entry));
    return { releaseId, source: 'simulated', sequence: entry.sequence, hash: entry.hash };
  }

  #append(document: ReleaseDocument, committedAt: number): LedgerEntry {
    const entry = { source: 'simulated', kind: 'release', schema: 2, key: document.releaseId, committedAt } as const;
    const chained = chainEntry({ ...entry, body: commitmentText(document) }, this.#entries.at(-1) ?? null);
    this.#entries.push(chained);
    return chained;
  }
}

function storedRelease(document: ReleaseDocument, now: number, ledger: LedgerPosition): StoredRelease {
  return { request: requestOf(document, now), status: 'published', document, ledger, timingsMs: {}, committedAt: now };
}
