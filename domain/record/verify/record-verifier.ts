/** Checks a bundle line by line, with little more in memory than the names of its entries. */
import { RunningSha256 } from '../../ledger/hash.ts';
import { fingerprint } from '../../ledger/signature.ts';
import { type EpochMs, MINUTE_MS } from '../../market/candles.ts';
import { CalendarCheck } from './calendar-check.ts';
import { ChainCheck } from './chain-check.ts';
import { DayCheck } from './day-check.ts';
import { Flaws } from './flaw.ts';
import { FrameCheck } from './frame-check.ts';
import type { Members } from './members.ts';
import { ENTRY_KINDS, readEntry, type ReadEntry } from './read-entry.ts';
import { PostCheck } from './post-check.ts';
import { OutcomeCheck, type Prices } from './outcome-check.ts';
import { readLine } from './read-line.ts';
import { releaseProblem } from './release-check.ts';
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

export class RecordVerifier {
  readonly #known: KnownElsewhere;
  readonly #flaws = new Flaws();
  readonly #frame = new FrameCheck(this.#flaws);
  readonly #chain = new ChainCheck(this.#flaws);
  readonly #calendar = new CalendarCheck(this.#flaws);
  readonly #outcomes: OutcomeCheck;
  readonly #posts = new PostCheck(this.#flaws);
  readonly #days = new DayCheck(this.#flaws);
  readonly #bytes = new RunningSha256();
  readonly #heads: Set<string>;
  readonly #entries = Object.fromEntries(ENTRY_KINDS.map((kind) => [kind, 0])) as Record<ReadEntry['kind'], number>;
  #lines = 0;
  #first: EpochMs | null = null;
  #last: EpochMs | null = null;
  #steppedBack = 0;

  constructor(known: KnownElsewhere = {}) {
    this.#known = known;
    this.#heads = new Set(known.heads);
    this.#outcomes = new OutcomeCheck(this.#flaws, known.prices ?? (() => null));
  }

  /** The next line with its line feed. */
  add(bytes: Uint8Array): void {
    const line = ++this.#lines;
    const read = readLine(bytes);
    if (typeof read === 'string') {
      this.#chain.unreadable();
      this.#flaws.add('form', { line, sequence: null, key: null }, read);
    } else this.#addMembers(line, read.text, read.members);
    this.#bytes.add(bytes);
  }

  end(): Verdict {
    const { header } = this.#frame;
    this.#frame.end(this.#lines);
    const outcomes = header && this.#outcomes.end(header.exportedAt);
    const slots = header && this.#calendar.end(header.source, header.exportedAt);
    const days = header ? this.#days.end(header.exportedAt, this.#known.roots ?? {}) : [];
    this.#checkKnown(header?.publicKey);
    const found = {
      flaws: this.#flaws.kept,
      flawCount: this.#flaws.count,
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
      steppedBack: this.#steppedBack,
      signedBy: header && { publicKey: header.publicKey, fingerprint: fingerprint(header.publicKey) },
    };
    const known = {
      head: (this.#known.heads ?? []).length > 0,
      root: Object.keys(this.#known.roots ?? {}).length > 0,
      publicKey: this.#known.publicKey !== undefined,
      candles: (outcomes?.repriced ?? 0) > 0,
    };
    return { verified: this.#flaws.count === 0, ...found, unproven: unproven(found, known) };
  }

  #addMembers(line: number, text: string, members: Members): void {
    const section = this.#frame.enter(line, members.kind);
    switch (section) {
      case 'header':
        this.#frame.readHeader(line, members);
        return this.#chain.begin(this.#frame.header?.source ?? '');
      case 'entries':
        return this.#addEntry(line, text, members);
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

  #addEntry(line: number, text: string, members: Members): void {
    const entry = readEntry(line, members);
    if (typeof entry === 'string') {
      this.#chain.unreadable();
      return this.#flaws.add('form', { line, sequence: null, key: null }, entry);
    }
    this.#chain.add(entry, text);
    this.#days.addEntry(entry.committedAt, entry.hash);
    this.#heads.delete(entry.hash);
    this.#clock(entry);
    this.#entries[entry.kind]++;
    this.#content(entry);
  }

  #content(entry: ReadEntry): void {
    switch (entry.kind) {
      case 'calendar':
        return this.#calendar.addRule(entry);
      case 'release': {
        this.#calendar.addRelease(entry);
        this.#posts.addRelease(entry.key, entry.hash);
        const problem = releaseProblem(entry);
        if (problem !== null) this.#flaws.add(problem.check, entry, problem.problem);
        // One that is late is scored all the same.
        if (problem?.check !== 'release') this.#outcomes.addRelease(entry);
        return;
      }
      case 'outcome':
        return this.#outcomes.addOutcome(entry);
      case 'rule':
      case 'correction':
      case 'candidate':
        return;
      default:
        return entry.kind satisfies never;
    }
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
  #checkKnown(publicKey: string | undefined): void {
    for (const hash of this.#heads) {
      const problem = `no entry has the hash ${hash}: rows were cut off, or this is another chain`;
      this.#flaws.add('head', { line: null, sequence: null, key: null }, problem);
    }
    const { publicKey: told } = this.#known;
    if (told === undefined || told === publicKey) return;
    this.#flaws.add(
      'signature',
      { line: 1, sequence: null, key: null },
      `the bundle is signed by another key, ${publicKey}`,
    );
  }
}
