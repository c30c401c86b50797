import { canonicalEnd, canonicalRestEnd } from '../../ledger/canonical-scan.ts';
import { parseCanonical } from '../../ledger/canonical.ts';
import { bufferOf, MAX_LINE_BYTES } from '../lines.ts';
import { EntryBody } from './entry-body.ts';
import { type Members, membersOf } from './members.ts';

const BODY = new TextEncoder().encode('{"body":{');
const COMMA = 0x2c;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The value of a line with its line feed, or what is wrong with its form. */
export function readLine(bytes: Uint8Array): Members | string {
  if (bytes.length > MAX_LINE_BYTES) return `the line is longer than ${MAX_LINE_BYTES} bytes; no line of a bundle is`;
  if (bytes.at(-1) !== LINE_FEED) return 'the file ends in the middle of a line: the rest was cut off';
  if (bytes.at(-2) === CARRIAGE_RETURN) {
    return 'the line ends with a carriage return: the file was changed on its way; get it again as it is';
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return 'the file begins with a byte order mark: an editor has changed it; get it again as it is';
  }
  const entry = entryMembers(bytes);
  if (entry !== undefined) return entry;
  const text = decoded(bytes.subarray(0, -1));
  if (text === null) return 'the line is not UTF-8';
  return membersOf(parseCanonical(text)) ?? 'the line is not a JSON object in canonical form (RFC 8785)';
}

/** Those of an entry, its body unread; undefined for other lines, and where one look does not tell that it is canonical. */
function entryMembers(bytes: Uint8Array): Members | undefined {
  if (BODY.some((byte, i) => bytes[i] !== byte)) return undefined;
  const from = BODY.length - 1;
  const members: number[] = [];
  const end = canonicalEnd(bytes, from, members);
  if (end < 0 || bytes[end] !== COMMA) return undefined;
  if (canonicalRestEnd(bytes, end) !== bytes.length - 1) return undefined;
  const rest = JSON.parse(`{${bufferOf(bytes).toString('latin1', end + 1, bytes.length - 1)}`) as Members;
  // The others are in order among themselves; behind the body is where they belong.
  if (!(Object.keys(rest)[0] > 'body')) return undefined;
  return { body: EntryBody.scanned(bytes, from, end, members), ...rest };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes);
  } catch (failure) {
    if (failure instanceof TypeError) return null;
    throw failure;
  }
}
