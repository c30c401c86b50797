/** A file line by line, plain or gzipped, with no more than one line and one read in memory. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { MAX_LINE_BYTES } from '../../domain/record/lines.ts';

const LINE_FEED = 10;
const READ_BYTES = 256 * 1024;

/** Each line with its line feed; of a line that is too long only its beginning, and nothing after it. */
export async function* fileLines(path: string, maxBytes: number = MAX_LINE_BYTES): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array();
  for await (const read of await fileBytes(path)) {
    const bytes = rest.length === 0 ? read : Buffer.concat([rest, read]);
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      yield bytes.subarray(from, end + 1);
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > maxBytes) break;
  }
  if (rest.length > 0) yield rest;
}

/** What the file system, or gzip, says when a file cannot be read. */
export function isUnreadable(failure: unknown): failure is Error {
  return failure instanceof Error && ('syscall' in failure || 'errno' in failure);
}

async function fileBytes(path: string): Promise<AsyncIterable<Uint8Array>> {
  const packed = await isGzip(path);
  const plain = createReadStream(path, { highWaterMark: READ_BYTES });
  if (!packed) return plain;
  const unpacked = createGunzip({ chunkSize: READ_BYTES });
  plain.once('error', (failure) => unpacked.destroy(failure));
  return plain.pipe(unpacked);
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
