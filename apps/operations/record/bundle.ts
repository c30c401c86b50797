/** The public bundle of one chain as it stands now, line by line; never the whole in memory. */
import type { Clock, PublicationStore, Stores } from '../../../activities/ports.ts';
import { isoTime } from '../../../domain/ledger/assemble.ts';
import { GENESIS_HASH } from '../../../domain/ledger/chain.ts';
import { RunningSha256 } from '../../../domain/ledger/hash.ts';
import type { Signer } from '../../../domain/ledger/signature.ts';
import type { SourceKind } from '../../../domain/market/sources.ts';
import { namedDay } from '../../../domain/record/day-root.ts';
import { DayRoots } from '../../../domain/record/days.ts';
import {
  BUNDLE_FORMAT,
  entryText,
  lineText,
  type PostLine,
  publicName,
  type RootPost,
  signedFooter,
} from '../../../domain/record/lines.ts';
import { chainEntries, ENTRIES_PER_READ } from './chain-entries.ts';

export interface BundleRequest {
  readonly stores: Pick<Stores, 'ledger' | 'publications'>;
  readonly source: SourceKind;
  readonly signer: Signer;
  readonly codeVersion: string;
  readonly clock: Clock;
}

/** Each line with its line feed. What is committed meanwhile is left to the next bundle. */
export async function* bundleLines(request: BundleRequest): AsyncGenerator<string> {
  const { stores, source, signer, codeVersion, clock } = request;
  const { ledger } = stores;
  const last = await ledger.head(source);
  const now = clock.now();
  const sha256 = new RunningSha256();
  const days = new DayRoots();
  const hashes = new Map<string, string>();
  const written = (text: string): string => {
    const line = `${text}\n`;
    sha256.add(line);
    return line;
  };
  const made = { source, exportedAt: isoTime(now), codeVersion, publicKey: signer.publicKey };
  yield written(lineText({ kind: 'header', format: BUNDLE_FORMAT, schema: 1, ...made }));
  const count = last?.sequence ?? 0;
  for await (const entry of chainEntries(ledger, source, { last: count })) {
    days.add(entry.committedAt, entry.hash);
    if (entry.kind === 'release') hashes.set(entry.key, entry.hash);
    yield written(entryText(entry));
  }
  for await (const post of posts(stores.publications, source, hashes)) yield written(lineText(post));
  const posted = await rootPosts(stores.publications, source);
  for (const day of days.finalAt(now)) {
    const told = posted.get(day.day);
    yield written(lineText({ ...day, ...(told && { posts: told }) }));
  }
  const ending = { count, head: last?.hash ?? GENESIS_HASH, sha256: sha256.soFar() };
  yield `${lineText(signedFooter({ kind: 'footer', ...ending }, signer))}\n`;
}

/** By day, in the order of their publishers. */
async function rootPosts(publications: PublicationStore, source: SourceKind): Promise<Map<string, RootPost[]>> {
  const posted = new Map<string, RootPost[]>();
  for (const { releaseId, publisher, state, content } of await publications.toldRoots(source)) {
    const day = namedDay(releaseId)?.day ?? '';
    if (content === null) continue;
    const post = { publisher: publicName(publisher), state, contentSha256: content.sha256 };
    posted.set(day, [...(posted.get(day) ?? []), post]);
  }
  return posted;
}

/** `hashes`: of the releases in the bundle, by id; posts of later ones are left to the next. */
async function* posts(
  publications: PublicationStore,
  source: SourceKind,
  hashes: ReadonlyMap<string, string>,
): AsyncGenerator<PostLine> {
  let after = { releaseId: '', publisher: '' };
  for (;;) {
    const told = await publications.told({ source, after, limit: ENTRIES_PER_READ });
    for (const { releaseId, publisher, state, content } of told) {
      const releaseHash = hashes.get(releaseId);
      if (content === null || releaseHash === undefined) continue;
      const named = { releaseId, releaseHash, publisher: publicName(publisher) };
      yield { kind: 'post', ...named, state, contentSha256: content.sha256 };
    }
    if (told.length < ENTRIES_PER_READ) return;
    after = told[told.length - 1];
  }
}
