/** Checks a bundle line by line, with little more in memory than the names of its entries. */
import { RunningSha256 } from '../../ledger/hash.ts';
import { fingerprint } from '../../ledger/signature.ts';
import { type EpochMs, MINUTE_MS } from '../../market/candles.ts';
import { CalendarCheck } from './calendar-check.ts';
import { ChainCheck } from './chain-check.ts';
import { ContentCheck, type ContentFindings } from './content-check.ts';
import { DayCheck } from './day-check.ts';
import { Flaws } from './flaw.ts';
import { FrameCheck } from './frame-check.ts';
import type { Members } from './members.ts';
import { ENTRY_KINDS, readEntry, type ReadEntry } from './read-entry.ts';
import { PostCheck } from './post-check.ts';
import type { Prices } from './outcome-check.ts';
import { readLine } from './read-line.ts';
import { unproven } from './unproven.ts';
import type { Verdict } from './verdict.ts';

/** What somebody knows from elsewhere. */
export interface KnownElsewhere {
  /** Hashes of ledger entries, from posts. */
  readonly heads?: readonly string[];
  /** Merkle roots by day (`2026-11-20`), from posts. */
  readonly roots?: Readonly<Record<string, string>>;
  /** The public key as the operator tells it elsewhere. */
  readonly publicKey?: string;
  /** Candles of one's own. */
  readonly prices?: Prices;
}

/** Machines that write and export may differ by so much. */
const CLOCKS_DIFFER_MS = MINUTE_MS;

/** Where entries go to have what they say checked, if not here. */
export type Elsewhere = (entry: ReadEntry) => void;

export class RecordVerifier {
  readonly #known: KnownElsewhere;
  readonly #flaws = new Flaws();
  readonly #frame = new FrameCheck(this.#flaws);
  readonly #chain = new ChainCheck(this.#flaws);
  readonly #calendar = new CalendarCheck(this.#flaws);
  readonly #contents: ContentCheck;
  readonly #elsewhere: Elsewhere | null;
  readonly #posts = new PostCheck(this.#flaws);
  readonly #days = new DayCheck();
  readonly #bytes = new RunningSha256();
  readonly #heads: Set<string>;
  readonly #entries = Object.fromEntries(ENTRY_KINDS.map((kind) => [kind, 0])) as Record<ReadEntry['kind'], number>;
  #lines = 0;
  #first: EpochMs | null = null;
  #last: EpochMs | null = null;
  #steppedBack = 0;

  constructor(known: KnownElsewhere = {}, elsewhere: Elsewhere | null = null) {
    this.#known = known;
    this.#heads = new Set(known.heads);
    this.#contents = new ContentCheck(known.prices ?? (() => null));
    this.#elsewhere = elsewhere;
  }

  /** Null while the bundle has not said it. */
  get exportedAt(): EpochMs | null {
    return this.#frame.header?.exportedAt ?? null;
  }

  /** The next line with its line feed. */
  add(bytes: Uint8Array): void {
    const line = ++this.#lines;
    const read = readLine(bytes);
    if (typeof read === 'string') {
      this.#chain.unreadable();
      this.#flaws.add('form', { line, sequence: null, key: null }, read);
    } else this.#addMembers(line, bytes, read);
    this.#bytes.add(bytes);
  }

  /** `contents`: what was found elsewhere, if entries went there. */
  end(contents: ContentFindings = this.#contents.end(this.exportedAt)): Verdict {
    const { header } = this.#frame;
    const flaws = Flaws.byLine(this.#flaws, contents.flaws);
    this.#frame.end(this.#lines, flaws);
    flaws.addAll(contents.overdue);
    const slots = header && this.#calendar.end(header.source, header.exportedAt, flaws);
    const days = header ? this.#days.end(header.exportedAt, this.#known.roots ?? {}, flaws) : [];
    this.#checkKnown(header?.publicKey, flaws);
    const { outcomes } = contents;
    const found = {
      flaws: flaws.kept,
      flawCount: flaws.count,
      source: header?.source ?? null,
      exportedAt: header && new Date(header.exportedAt).toISOString(),
      lines: this.#lines,
      entries: this.#entries,
      firstCommittedAt: this.#first,
      lastCommittedAt: this.#last,
      head: this.#chain.head,
      slots,
      outcomes,
      posts: this.#posts.sent,
      days,
      rootsPosted: this.#days.posted,
      steppedBack: this.#steppedBack,
      signedBy: header && { publicKey: header.publicKey, fingerprint: fingerprint(header.publicKey) },
    };
    const known = {
      head: (this.#known.heads ?? []).length > 0,
      root: Object.keys(this.#known.roots ?? {}).length > 0,
      publicKey: this.#known.publicKey !== undefined,
      candles: (outcomes?.repriced ?? 0) > 0,
    };
    return { verified: flaws.count === 0, ...found, unproven: unproven(found, known) };
  }

  #addMembers(line: number, bytes: Uint8Array, members: Members): void {
    const section = this.#frame.enter(line, members.kind);
    switch (section) {
      case 'header':
        this.#frame.readHeader(line, members);
        return this.#chain.begin(this.#frame.header?.source ?? '');
      case 'entries':
        return this.#addEntry(line, bytes, members);
      case 'post':
        return this.#posts.add(line, members);
      case 'day':
        return this.#days.addStated(line, members);
      case 'footer': {
        const { count, head } = this.#chain;
        return this.#frame.readFooter(line, members, { count, head, sha256: this.#bytes.soFar() });
      }
      default:
        return section satisfies never;
    }
  }

  #addEntry(line: number, bytes: Uint8Array, members: Members): void {
    const entry = readEntry(line, members);
    if (typeof entry === 'string') {
      this.#chain.unreadable();
      return this.#flaws.add('form', { line, sequence: null, key: null }, entry);
    }
    this.#chain.add(entry, bytes);
    this.#days.addEntry(entry.committedAt, entry.hash);
    this.#heads.delete(entry.hash);
    this.#clock(entry);
    this.#entries[entry.kind]++;
    this.#promises(entry);
    if (this.#elsewhere === null) this.#contents.add(entry);
    else this.#elsewhere(entry);
  }

  /** What the calendar promised, and what was kept of it. */
  #promises(entry: ReadEntry): void {
    if (entry.kind === 'calendar') return this.#calendar.addRule(entry);
    if (entry.kind !== 'release') return;
    this.#calendar.addRelease(entry);
    this.#posts.addRelease(entry.key, entry.hash);
  }

  #clock(entry: ReadEntry): void {
    const { committedAt } = entry;
    const exportedAt = this.#frame.header?.exportedAt ?? Number.POSITIVE_INFINITY;
    if (committedAt > exportedAt + CLOCKS_DIFFER_MS)
      this.#flaws.add('time', entry, 'it was committed after the bundle was made');
    if (this.#last !== null && committedAt < this.#last) this.#steppedBack++;
    this.#first ??= committedAt;
    this.#last = committedAt;
  }

  /** After the whole chain was seen. */
  #checkKnown(publicKey: string | undefined, flaws: Flaws): void {
    for (const hash of this.#heads) {
      const problem = `no entry has the hash ${hash}: rows were cut off, or this is another chain`;
      flaws.add('head', { line: null, sequence: null, key: null }, problem);
    }
    const { publicKey: told } = this.#known;
    if (told === undefined || told === publicKey) return;
    flaws.add('signature', { line: 1, sequence: null, key: null }, `the bundle is signed by another key, ${publicKey}`);
  }
}
