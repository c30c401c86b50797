/** The track record of each chain, counted once for everybody until the chain has a new entry or a slot has passed. */
import type { LedgerPosition } from '../../../domain/ledger/document.ts';
import { recordOfRows, type TrackRecord } from '../../../domain/ledger/track-record.ts';
import { type TrackRows, rowsOf } from '../../../domain/ledger/track-rows.ts';
import type { SourceKind } from '../../../domain/market/sources.ts';
import { nextSlot } from '../../../domain/market/slots.ts';
import type { Config } from '../../config/config.ts';
import { keptFor } from '../kept.ts';
import type { Surroundings } from '../surroundings.ts';

/** How long a new entry may go unseen. */
const HEAD_KEPT_MS = 1_000;

export interface Track {
  /** Names the state of the record that it is counted from. */
  readonly version: string;
  readonly head: LedgerPosition | null;
  readonly record: TrackRecord;
  readonly rows: TrackRows;
}

/** What the count depends on: the chain, and which slots have passed. */
export type CountedFrom = Pick<Surroundings, 'clock' | 'stores'> & { readonly config: Pick<Config, 'slots' | 'zone'> };

export class Tracks {
  readonly #surroundings: CountedFrom;
  readonly #heads = new Map<SourceKind, () => Promise<LedgerPosition | null>>();
  readonly #kept = new Map<SourceKind, { readonly version: string; readonly track: Promise<Track> }>();

  constructor(surroundings: CountedFrom) {
    this.#surroundings = surroundings;
  }

  async version(source: SourceKind): Promise<string> {
    const { config, clock, stores } = this.#surroundings;
    const head = this.#heads.get(source) ?? keptFor(HEAD_KEPT_MS, clock, () => stores.ledger.head(source));
    this.#heads.set(source, head);
    return `${(await head())?.hash}@${nextSlot(config, clock.now()).cutoff}`;
  }

  async of(source: SourceKind): Promise<Track> {
    const version = await this.version(source);
    const kept = this.#kept.get(source);
    if (kept?.version === version) return await kept.track;
    const track = this.#count(source, version);
    this.#kept.set(source, { version, track });
    track.catch(() => this.#kept.delete(source));
    return await track;
  }

  async #count(source: SourceKind, version: string): Promise<Track> {
    const { clock, stores } = this.#surroundings;
    const entries = await stores.ledger.entries(source);
    const head = entries.at(-1) ?? null;
    const rows = rowsOf(entries);
    return { version, head, record: recordOfRows(rows, clock.now()), rows };
  }
}
