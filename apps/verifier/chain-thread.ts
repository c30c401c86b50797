/** A large record is checked by two threads: the chain in this one, the scores in the one beside it. */
import { parentPort } from 'node:worker_threads';
import type { KnownElsewhere } from '../../domain/record/verify/record-verifier.ts';
import { RecordVerifier } from '../../domain/record/verify/record-verifier.ts';
import type { Verdict } from '../../domain/record/verify/verdict.ts';
import { ContentThread } from './content-thread.ts';
import { fileLines } from './lines.ts';
import { given, role, startThread } from './thread.ts';

interface Asked {
  readonly path: string;
  readonly known: Omit<KnownElsewhere, 'prices'>;
}

/** Throws what the file system throws where the file cannot be read. */
export async function verifyInThreads(asked: Asked): Promise<Verdict> {
  const thread = startThread(import.meta.url, 'chain', asked);
  try {
    return await new Promise<Verdict>((resolve, reject) => thread.once('message', resolve).once('error', reject));
  } finally {
    await thread.terminate();
  }
}

if (role === 'chain') parentPort?.postMessage(await verify(given as Asked));

async function verify(asked: Asked): Promise<Verdict> {
  const contents = new ContentThread();
  try {
    return await verifyBeside(contents, asked);
  } finally {
    await contents.close();
  }
}

async function verifyBeside(contents: ContentThread, { path, known }: Asked): Promise<Verdict> {
  const verifier = new RecordVerifier(known, (entry) => {
    if (entry.kind === 'release' || entry.kind === 'outcome') contents.add(entry);
  });
  for await (const line of fileLines(path)) {
    verifier.add(line);
    await contents.room();
  }
  return verifier.end(await contents.end(verifier.exportedAt));
}
