/** A record as years of planned releases leave it, as large as a real one: written line by line, never whole in memory. */
import { type FileHandle, open } from 'node:fs/promises';
import { generateKeyPairSync } from 'node:crypto';
import { type CalendarRule } from '../../../domain/ledger/calendar.ts';
import { canonicalText } from '../../../domain/ledger/canonical.ts';
import { type ChainedEntry, chainEntry, GENESIS_HASH } from '../../../domain/ledger/chain.ts';
import { RunningSha256 } from '../../../domain/ledger/hash.ts';
import { outcomeEntry } from '../../../domain/ledger/outcome-entry.ts';
import { signerOf } from '../../../domain/ledger/signature.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/market/candles.ts';
import { slotInstants } from '../../../domain/market/slots.ts';
import { DayRoots } from '../../../domain/record/days.ts';
import { BUNDLE_FORMAT, entryText, lineText, signedFooter } from '../../../domain/record/lines.ts';
import { type MadeRelease, ReleaseMaker } from './releases.ts';

const SYMBOLS = ['BTC/USDT', 'ETH/USDT', 'SOL/USDT', 'BNB/USDT', 'XRP/USDT'];
const HORIZONS = [4, 12, 24];
const PLAN = { zone: 'Asia/Jerusalem', slots: ['00:00', '12:00'] };

export interface WrittenRecord {
  readonly releases: number;
  readonly outcomes: number;
  readonly bytes: number;
}

export async function writeRecord(path: string, from: number, to: number): Promise<WrittenRecord> {
  await using file = await open(path, 'w');
  const writer = new ChainWriter(file);
  await writer.header(to);
  const rule: CalendarRule = {
    ...{ effectiveFrom: from, symbols: SYMBOLS, horizonsHours: HORIZONS, ...PLAN },
    ...{ baselines: 'baseline-v1', scoring: 1 },
  };
  await writer.entry('calendar', 'first', canonicalText(rule), from - HOUR_MS);
  const maker = new ReleaseMaker(from, to, HORIZONS);
  let due: { readonly at: number; readonly made: MadeRelease; readonly hash: string; readonly hours: number }[] = [];
  let releases = 0;
  let outcomes = 0;
  const settle = async (now: number) => {
    const known = due.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    due = due.filter(({ at }) => at > now);
    for (const { at, made, hash, hours } of known) {
      const { key, body } = outcomeEntry(maker.outcome(made, hash, hours));
      await writer.entry('outcome', key, body, at);
      outcomes++;
    }
  };
  for (const { slot, cutoff } of slotInstants(PLAN, from, to)) {
    await settle(cutoff);
    for (const symbol of SYMBOLS) {
      const made = maker.release(symbol, slot, cutoff);
      const { hash } = await writer.entry('release', made.releaseId, made.body, cutoff + MINUTE_MS);
      due.push(...HORIZONS.map((hours) => ({ at: cutoff + hours * HOUR_MS + MINUTE_MS, made, hash, hours })));
      releases++;
    }
  }
  await settle(to);
  return { releases, outcomes, bytes: await writer.end(to) };
}

class ChainWriter {
  readonly #file: FileHandle;
  readonly #sha256 = new RunningSha256();
  readonly #days = new DayRoots();
  readonly #signer = signerOf(
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  );
  #head: ChainedEntry | null = null;
  #waiting = '';
  #bytes = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async header(now: number): Promise<void> {
    const made = { exportedAt: new Date(now).toISOString(), codeVersion: 'bench', publicKey: this.#signer.publicKey };
    await this.#write(lineText({ kind: 'header', format: BUNDLE_FORMAT, schema: 1, source: 'live', ...made }));
  }

  async entry(kind: string, key: string, body: string, committedAt: number): Promise<ChainedEntry> {
    this.#head = chainEntry({ source: 'live', kind, schema: 1, key, committedAt, body }, this.#head);
    this.#days.add(committedAt, this.#head.hash);
    await this.#write(entryText(this.#head));
    return this.#head;
  }

  async end(now: number): Promise<number> {
    for (const day of this.#days.finalAt(now)) await this.#write(lineText(day));
    const ending = { count: this.#head?.sequence ?? 0, head: this.#head?.hash ?? GENESIS_HASH };
    const footer = { kind: 'footer', ...ending, sha256: this.#sha256.soFar() } as const;
    await this.#write(lineText(signedFooter(footer, this.#signer)));
    await this.#file.write(this.#waiting);
    return this.#bytes;
  }

  async #write(text: string): Promise<void> {
    const line = `${text}\n`;
    this.#sha256.add(line);
    this.#bytes += Buffer.byteLength(line);
    this.#waiting += line;
    if (this.#waiting.length < 1e6) return;
    await this.#file.write(this.#waiting);
    this.#waiting = '';
  }
}
