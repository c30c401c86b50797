import { readFile, stat } from 'node:fs/promises';
import { checkProof, type ProvenEntry } from '../../domain/record/verify/proof-check.ts';
import { PROOF_FORMAT } from '../../domain/record/proof.ts';
import { type KnownElsewhere, RecordVerifier } from '../../domain/record/verify/record-verifier.ts';
import type { Verdict } from '../../domain/record/verify/verdict.ts';
import { proofText, verdictText } from '../../domain/record/verify/verdict-text.ts';
import { candleBook } from './candle-book.ts';
import { fileLines } from './lines.ts';

/** A file that is no longer may be a proof; a bundle of this size is no JSON document. */
const LONGEST_DOCUMENT_BYTES = 1024 * 1024;

export interface Checked {
  readonly verified: boolean;
  readonly document: Verdict | (ProvenEntry & { readonly proven: true }) | { readonly problem: string };
  readonly text: string;
}

/** Checks a bundle, or a proof, in a file. Throws what the file system throws where it cannot be read. */
export async function verifyFile(
  path: string,
  given: KnownElsewhere,
  candleFiles: readonly string[] = [],
): Promise<Checked> {
  const known = candleFiles.length > 0 ? { ...given, prices: await candleBook(candleFiles) } : given;
  const document = await wholeDocument(path);
  if (document?.includes(`"${PROOF_FORMAT}"`)) return verifyProof(path, document, known);
  const verifier = new RecordVerifier(known);
  for await (const line of fileLines(path)) verifier.add(line);
  const verdict = verifier.end();
  return { verified: verdict.verified, document: verdict, text: verdictText(path, verdict) };
}

function verifyProof(path: string, document: string, { roots = {} }: KnownElsewhere): Checked {
  const proven = checkProof(document, roots);
  const text = proofText(path, proven, roots);
  if (typeof proven === 'string') return { verified: false, document: { problem: proven }, text };
  return { verified: true, document: { proven: true, ...proven }, text };
}

/** The text of a file that is one JSON document; null for anything else. */
async function wholeDocument(path: string): Promise<string | null> {
  if ((await stat(path)).size > LONGEST_DOCUMENT_BYTES) return null;
  const text = await readFile(path, 'utf8');
  try {
    JSON.parse(text);
    return text;
  } catch (failure) {
    if (failure instanceof SyntaxError) return null;
    throw failure;
  }
}
