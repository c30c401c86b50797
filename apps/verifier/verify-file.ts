import { readFile, stat } from 'node:fs/promises';
import { checkProof, type ProvenEntry } from '../../domain/record/verify/proof-check.ts';
import { PROOF_FORMAT } from '../../domain/record/proof.ts';
import { SIGNED_RELEASE_FORMAT } from '../../domain/record/signed-release.ts';
import { type Members, membersOf } from '../../domain/record/verify/members.ts';
import { type KnownElsewhere, RecordVerifier } from '../../domain/record/verify/record-verifier.ts';
import { type CheckedRelease, checkSignedRelease } from '../../domain/record/verify/signed-check.ts';
import type { Verdict } from '../../domain/record/verify/verdict.ts';
import { proofText, signedText, verdictText } from '../../domain/record/verify/verdict-text.ts';
import { candleBook } from './candle-book.ts';
import { verifyInThreads } from './chain-thread.ts';
import { fileLines } from './lines.ts';

/** A file that is no longer may be a proof; a bundle of this size is no JSON document. */
const LONGEST_DOCUMENT_BYTES = 1024 * 1024;

export interface Checked {
  readonly verified: boolean;
  readonly document: Verdict | ProvenEntry | CheckedRelease | { readonly problem: string };
  readonly text: string;
}

/** Checks a bundle, a proof, or one signed release, in a file. Throws what the file system throws where it cannot be read. */
export async function verifyFile(
  path: string,
  given: KnownElsewhere,
  candleFiles: readonly string[] = [],
): Promise<Checked> {
  const known = candleFiles.length > 0 ? { ...given, prices: await candleBook(candleFiles) } : given;
  const document = await wholeDocument(path);
  const { format } = (document ?? {}) as { format?: unknown };
  if (document !== null && format === PROOF_FORMAT) return verifyProof(path, document, known);
  if (document !== null && format === SIGNED_RELEASE_FORMAT) return verifySigned(path, document, known);
  const large = (await stat(path)).size > LONGEST_DOCUMENT_BYTES;
  const verdict =
    large && candleFiles.length === 0 ? await verifyInThreads({ path, known: given }) : await verifyHere(path, known);
  return { verified: verdict.verified, document: verdict, text: verdictText(path, verdict) };
}

async function verifyHere(path: string, known: KnownElsewhere): Promise<Verdict> {
  const verifier = new RecordVerifier(known);
  for await (const line of fileLines(path)) verifier.add(line);
  return verifier.end();
}

function verifySigned(path: string, document: Members, { publicKey, heads = [] }: KnownElsewhere): Checked {
  const checked = checkSignedRelease(document, publicKey ?? null);
  const text = signedText(path, checked, heads);
  return typeof checked === 'string'
    ? { verified: false, document: { problem: checked }, text }
    : { verified: true, document: checked, text };
}

function verifyProof(path: string, document: Members, { roots = {} }: KnownElsewhere): Checked {
  const proven = checkProof(document, roots);
  const text = proofText(path, proven, roots);
  if (typeof proven === 'string') return { verified: false, document: { problem: proven }, text };
  return { verified: true, document: proven, text };
}

/** A file that is one JSON object; null for anything else. */
async function wholeDocument(path: string): Promise<Members | null> {
  if ((await stat(path)).size > LONGEST_DOCUMENT_BYTES) return null;
  const text = await readFile(path, 'utf8');
  try {
    return membersOf(JSON.parse(text)) ?? null;
  } catch (failure) {
    if (failure instanceof SyntaxError) return null;
    throw failure;
  }
}
