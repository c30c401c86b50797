/**
 * Finds single values in bytes that are known to be canonical JSON (RFC 8785), without making values of the rest. Of bytes that are
 * not, nothing that is found means anything.
 */

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** Brackets and braces differ in this bit alone. */
const BRACE_BIT = 0x20;

/**
 * Where the value of a member of the object that begins at an offset begins itself; undefined where it has none of that name.
 *
 * @example memberValue(new TextEncoder().encode('{"a":[1,2],"b":3}'), 0, 'b') // 15
 */
export function memberValue(bytes: Uint8Array, object: number, name: string): number | undefined {
  return memberNamed(bytes, object, JSON.stringify(name))?.value;
}

/**
 * The canonical form of the list of objects that begins at an offset, without their members of one name: pieces of the same memory.
 *
 * @example piecesWithout(new TextEncoder().encode('[{"a":1,"b":2}]'), 0, 'b') // `[{"a":1` and `}]`
 */
export function piecesWithout(bytes: Uint8Array, list: number, name: string): Uint8Array[] {
  const quoted = JSON.stringify(name);
  const pieces: Uint8Array[] = [];
  let begun = list;
  let object = list + 1;
  while (bytes[object] === OPEN_BRACE) {
    const found = memberNamed(bytes, object, quoted);
    let next = object + 1;
    if (found !== undefined) {
      const to = valueEnd(bytes, found.value);
      next = overComma(bytes, to);
      // Of the commas around it one goes with it: the one before it, or of the first member the one behind.
      const isFirst = found.from === object + 1;
      pieces.push(bytes.subarray(begun, isFirst ? found.from : found.from - 1));
      begun = isFirst ? next : to;
    }
    object = overComma(bytes, objectEnd(bytes, next));
  }
  return [...pieces, bytes.subarray(begun, object + 1)];
}

/** Whether these bytes are those of a text in ASCII. */
export function isWritten(bytes: Uint8Array, from: number, to: number, text: string): boolean {
  if (to - from !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Where a member begins, and where its value does. */
interface Found {
  readonly from: number;
  readonly value: number;
}

function memberNamed(bytes: Uint8Array, object: number, quoted: string): Found | undefined {
  for (let from = object + 1; bytes[from] === QUOTE; ) {
    const value = stringEnd(bytes, from) + 1;
    if (isWritten(bytes, from, value - 1, quoted)) return { from, value };
    from = overComma(bytes, valueEnd(bytes, value));
  }
  return undefined;
}

/** Behind the object whose next member begins at an offset, if there is one. */
function objectEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === QUOTE) at = overComma(bytes, valueEnd(bytes, stringEnd(bytes, at) + 1));
  return at + 1;
}

function overComma(bytes: Uint8Array, at: number): number {
  return bytes[at] === COMMA ? at + 1 : at;
}

function valueEnd(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first === QUOTE) return stringEnd(bytes, at);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return nestedEnd(bytes, at);
  let next = at;
  while (next < bytes.length && bytes[next] !== COMMA && (bytes[next] | BRACE_BIT) !== CLOSE_BRACE) next++;
  return next;
}

function nestedEnd(bytes: Uint8Array, at: number): number {
  for (let next = at, depth = 0; next < bytes.length; next++) {
    const code = bytes[next];
    if (code === QUOTE) next = stringEnd(bytes, next) - 1;
    else if (code >= OPEN_BRACKET) {
      if ((code | BRACE_BIT) === OPEN_BRACE) depth++;
      else if ((code | BRACE_BIT) === CLOSE_BRACE && --depth === 0) return next + 1;
    }
  }
  return bytes.length;
}

function stringEnd(bytes: Uint8Array, at: number): number {
  for (let next = at + 1; next < bytes.length; next++) {
    if (bytes[next] === QUOTE) return next + 1;
    if (bytes[next] === BACKSLASH) next++;
  }
  return bytes.length;
}
