/** Candle files as they were parsed last: a release and its outcomes ask one file eight times. */
import { stat } from 'node:fs/promises';
import { AlmanacError } from '../../domain/errors.ts';
import type { ParsedFile } from '../../domain/market/candle-file.ts';
import { type CandleFilesRequest, type ParseFile, parseFile } from './read.ts';

/** Files; seven years of hours are 5 MB, a quarter of minutes 10. */
const KEPT = 4;

/** Parses a file anew when it has another size or time than before. */
export function keptFiles(): ParseFile {
  const kept = new Map<string, Promise<ParsedFile | null>>();
  return async (path, request) => {
    const key = await identityOf(path, request);
    const whole = kept.get(key) ?? wholeFile(path, request);
    kept.delete(key);
    kept.set(key, whole);
    whole.catch(() => kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    const parsed = await whole;
    return parsed === null ? await parseFile(path, request) : upTo(parsed, request);
  };
}

/** Null where something is wrong with it: whether that matters depends on the cutoff. */
async function wholeFile(path: string, { symbol, barMs }: CandleFilesRequest): Promise<ParsedFile | null> {
  try {
    return await parseFile(path, { symbol, barMs, cutoff: Number.POSITIVE_INFINITY });
  } catch (failure) {
    if (failure instanceof AlmanacError) return null;
    throw failure;
  }
}

async function identityOf(path: string, { symbol }: CandleFilesRequest): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return JSON.stringify([path, symbol, found && `${found.ino} ${found.size} ${found.mtimeNs}`]);
}

/** What parsing up to the cutoff would have given. */
function upTo({ rows }: ParsedFile, { cutoff }: CandleFilesRequest): ParsedFile {
  let laterTime: number | null = null;
  const before = rows.filter(([openTime]) => {
    if (openTime >= cutoff) laterTime = Math.max(openTime, laterTime ?? 0);
    return openTime < cutoff;
  });
  return { rows: before, laterTime };
}
