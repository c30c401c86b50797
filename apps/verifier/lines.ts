/** A file line by line, plain or gzipped, with no more than one line and one read in memory. */
import { createReadStream, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { MAX_LINE_BYTES } from '../../domain/record/lines.ts';

const LINE_FEED = 10;
const READ_BYTES = 256 * 1024;

/**
 * Each line with its line feed, good until the next one is asked for; of a line that is too long only its beginning, and nothing
 * after it.
 */
export async function* fileLines(path: string, maxBytes: number = MAX_LINE_BYTES): AsyncGenerator<Uint8Array> {
  let begun: Uint8Array = new Uint8Array();
  for await (const read of fileReads(path)) {
    let from = 0;
    for (let end = read.indexOf(LINE_FEED); end >= 0; end = read.indexOf(LINE_FEED, from)) {
      const rest = read.subarray(from, end + 1);
      yield from === 0 && begun.length > 0 ? Buffer.concat([begun, rest]) : rest;
      from = end + 1;
    }
    begun = Buffer.concat(from === 0 ? [begun, read] : [read.subarray(from)]);
    if (begun.length > maxBytes) break;
  }
  if (begun.length > 0) yield begun;
}

/** What the file system, or gzip, says when a file cannot be read. */
export function isUnreadable(failure: unknown): failure is Error {
  return failure instanceof Error && ('syscall' in failure || 'errno' in failure);
}

/**
 * Whole pieces of a file; of a plain one always in the same memory, because hundreds of megabytes of it cost a second to give back, and
 * without another thread, which takes longer to be woken than to read one.
 */
async function* fileReads(path: string): AsyncGenerator<Uint8Array> {
  if (await isGzip(path)) return yield* unpacked(path);
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
  const file = await open(path);
  try {
    for (;;) {
      const bytesRead = readSync(file.fd, buffer, 0, READ_BYTES, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

function unpacked(path: string): AsyncIterable<Uint8Array> {
  const unpacking = createGunzip({ chunkSize: READ_BYTES });
  const packed = createReadStream(path, { highWaterMark: READ_BYTES });
  packed.once('error', (failure) => unpacking.destroy(failure));
  return packed.pipe(unpacking);
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
