/** The public bundle of one chain as it stands now, line by line; never the whole in memory. */
import type { Clock, LedgerEntry, LedgerStore } from '../../../activities/ports.ts';
import { isoTime } from '../../../domain/ledger/assemble.ts';
import { GENESIS_HASH } from '../../../domain/ledger/chain.ts';
import { RunningSha256 } from '../../../domain/ledger/hash.ts';
import type { Signer } from '../../../domain/ledger/signature.ts';
import type { SourceKind } from '../../../domain/market/sources.ts';
import { DayRoots } from '../../../domain/record/days.ts';
import { BUNDLE_FORMAT, entryText, lineText, signedFooter } from '../../../domain/record/lines.ts';

export interface BundleRequest {
  readonly ledger: LedgerStore;
  readonly source: SourceKind;
  readonly signer: Signer;
  readonly codeVersion: string;
  readonly clock: Clock;
}

const ENTRIES_PER_READ = 500;

/** Each line with its line feed. What is committed meanwhile is left to the next bundle. */
export async function* bundleLines(request: BundleRequest): AsyncGenerator<string> {
  const { ledger, source, signer, codeVersion, clock } = request;
  const last = await ledger.head(source);
  const now = clock.now();
  const sha256 = new RunningSha256();
  const days = new DayRoots();
  const written = (text: string): string => {
    const line = `${text}\n`;
    sha256.add(line);
    return line;
  };
  const made = { source, exportedAt: isoTime(now), codeVersion, publicKey: signer.publicKey };
  yield written(lineText({ kind: 'header', format: BUNDLE_FORMAT, schema: 1, ...made }));
  const count = last?.sequence ?? 0;
  for await (const entry of chainEntries(ledger, source, count)) {
    days.add(entry.committedAt, entry.hash);
    yield written(entryText(entry));
  }
  for (const day of days.finalAt(now)) yield written(lineText(day));
  const ending = { count, head: last?.hash ?? GENESIS_HASH, sha256: sha256.soFar() };
  yield `${lineText(signedFooter({ kind: 'footer', ...ending }, signer))}\n`;
}

/** A chain up to a sequence, read in parts. */
async function* chainEntries(ledger: LedgerStore, source: SourceKind, last: number): AsyncGenerator<LedgerEntry> {
  for (let after = 0; after < last; after += ENTRIES_PER_READ) {
    yield* await ledger.entries(source, { after, limit: Math.min(ENTRIES_PER_READ, last - after) });
  }
}
