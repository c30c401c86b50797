import { parseCanonical } from '../../ledger/canonical.ts';
import { MAX_LINE_BYTES } from '../lines.ts';
import { type Members, membersOf } from './members.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export interface ReadLine {
  /** Without its line feed. */
  readonly text: string;
  readonly members: Members;
}

/** A line with its line feed as text and value, or what is wrong with its form. */
export function readLine(bytes: Uint8Array): ReadLine | string {
  if (bytes.length > MAX_LINE_BYTES) return `the line is longer than ${MAX_LINE_BYTES} bytes; no line of a bundle is`;
  if (bytes.at(-1) !== LINE_FEED) return 'the file ends in the middle of a line: the rest was cut off';
  if (bytes.at(-2) === CARRIAGE_RETURN) {
    return 'the line ends with a carriage return: the file was changed on its way; get it again as it is';
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return 'the file begins with a byte order mark: an editor has changed it; get it again as it is';
  }
  const text = decoded(bytes.subarray(0, -1));
  if (text === null) return 'the line is not UTF-8';
  const members = membersOf(parseCanonical(text));
  return members === undefined ? 'the line is not a JSON object in canonical form (RFC 8785)' : { text, members };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes);
  } catch (failure) {
    if (failure instanceof TypeError) return null;
    throw failure;
  }
}
