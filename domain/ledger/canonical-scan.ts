/**
 * One look over bytes that tells whether they surely are canonical JSON (RFC 8785), without making a text or a value of them. A
 * record is hundreds of megabytes of plain names and numbers; whatever is rarer (text beyond ASCII, escapes, deep nesting)
 * is left to `parseCanonical`, which takes its time.
 */

/** The answer where a value is not canonical, or not so simply that one look would tell. */
const UNSURE = -1;
const DEEPEST = 32;
/** A decimal of so many digits is the shortest of its double: no two of them share one (IEEE 754, DBL_DIG). */
const EXACT_DIGITS = 15;
/** ECMAScript writes smaller numbers with an exponent: 0.000001, but 1e-7. */
const ZEROS_BEFORE_EXPONENT = 5;

const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const SMALL_E = 0x65;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const DELETE = 0x7f;
const LITERALS = ['true', 'false', 'null'].map((word) => new TextEncoder().encode(word));
const LATIN1 = new TextDecoder('latin1');
/** Where numbers to be written anew are put together. */
const ROOM = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * The offset behind the canonical value that begins at another; negative where it is not canonical, or one look does not tell.
 * `members` takes where those of an object begin: name, value, and behind the value, three offsets each.
 *
 * @example canonicalEnd(new TextEncoder().encode('{"a":[1,2]}'), 5) // 10
 * @example canonicalEnd(new TextEncoder().encode('1.0'), 0) // -1
 */
export function canonicalEnd(bytes: Uint8Array, at: number, members: number[] = []): number {
  const long: number[] = [];
  const end = bytes[at] === OPEN_BRACE ? objectEnd(bytes, at, 1, long, members) : valueEnd(bytes, at, 0, long);
  return end !== UNSURE && areWritten(bytes, long) ? end : UNSURE;
}

/**
 * The same for the rest of an object: the offset behind it, from the one of the comma before a member.
 *
 * @example canonicalRestEnd(new TextEncoder().encode('{"a":1,"b":2}'), 6) // 13
 */
export function canonicalRestEnd(bytes: Uint8Array, comma: number): number {
  const long: number[] = [];
  const end = objectEnd(bytes, comma, 1, long, null);
  return end !== UNSURE && areWritten(bytes, long) ? end : UNSURE;
}

/** `long` takes where numbers begin and end that only writing them anew can tell of. */
function valueEnd(bytes: Uint8Array, at: number, depth: number, long: number[]): number {
  switch (bytes[at]) {
    case OPEN_BRACE:
      return depth < DEEPEST ? objectEnd(bytes, at, depth + 1, long, null) : UNSURE;
    case OPEN_BRACKET:
      return depth < DEEPEST ? listEnd(bytes, at, depth + 1, long) : UNSURE;
    case QUOTE:
      return stringEnd(bytes, at);
    case 0x74:
      return literalEnd(bytes, at, LITERALS[0]);
    case 0x66:
      return literalEnd(bytes, at, LITERALS[1]);
    case 0x6e:
      return literalEnd(bytes, at, LITERALS[2]);
    default:
      return numberEnd(bytes, at, long);
  }
}

function objectEnd(bytes: Uint8Array, at: number, depth: number, long: number[], members: number[] | null): number {
  let next = at + 1;
  if (bytes[next] === CLOSE_BRACE) return next + 1;
  for (let before = UNSURE; ; next++) {
    const nameEnd = bytes[next] === QUOTE ? stringEnd(bytes, next) : UNSURE;
    if (nameEnd === UNSURE || bytes[nameEnd] !== COLON) return UNSURE;
    if (before !== UNSURE && !areAscending(bytes, before, next)) return UNSURE;
    before = next;
    next = valueEnd(bytes, nameEnd + 1, depth, long);
    if (next === UNSURE) return UNSURE;
    members?.push(before, nameEnd + 1, next);
    if (bytes[next] === CLOSE_BRACE) return next + 1;
    if (bytes[next] !== COMMA) return UNSURE;
  }
}

/** Of two names that begin at these quotes the first one is the lower. */
function areAscending(bytes: Uint8Array, first: number, second: number): boolean {
  for (let i = 1; ; i++) {
    const a = bytes[first + i];
    const b = bytes[second + i];
    // A quote ends a name, and of two that are equal so far the one that ends is lower.
    if (a !== b) return b !== QUOTE && (a === QUOTE || a < b);
    if (a === QUOTE) return false;
  }
}

function listEnd(bytes: Uint8Array, at: number, depth: number, long: number[]): number {
  let next = at + 1;
  if (bytes[next] === CLOSE_BRACKET) return next + 1;
  for (; ; next++) {
    // Most of a record are lists of whole numbers.
    const whole = wholeEnd(bytes, next);
    next = whole === UNSURE ? valueEnd(bytes, next, depth, long) : whole;
    if (next === UNSURE) return UNSURE;
    if (bytes[next] === CLOSE_BRACKET) return next + 1;
    if (bytes[next] !== COMMA) return UNSURE;
  }
}

/** Of printable ASCII without an escape. */
function stringEnd(bytes: Uint8Array, at: number): number {
  for (let next = at + 1; next < bytes.length; next++) {
    const code = bytes[next];
    if (code === QUOTE) return next + 1;
    if (code < SPACE || code >= DELETE || code === BACKSLASH) return UNSURE;
  }
  return UNSURE;
}

function literalEnd(bytes: Uint8Array, at: number, word: Uint8Array): number {
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word[i]) return UNSURE;
  return at + word.length;
}

function numberEnd(bytes: Uint8Array, at: number, long: number[]): number {
  const first = bytes[at] === MINUS ? at + 1 : at;
  const point = digitsEnd(bytes, first);
  const leading = bytes[first] === ZERO;
  if (point === first || (leading && point > first + 1)) return UNSURE;
  if (bytes[point] === DOT) return decimalEnd(bytes, at, first, point, long);
  if (bytes[point] === SMALL_E) return exponentEnd(bytes, at, point);
  if (leading) return first > at ? UNSURE : point;
  if (point - first > EXACT_DIGITS) long.push(at, point);
  return point;
}

function decimalEnd(bytes: Uint8Array, at: number, first: number, point: number, long: number[]): number {
  const end = digitsEnd(bytes, point + 1);
  if (bytes[end] === SMALL_E) return exponentEnd(bytes, at, end);
  if (end === point + 1 || bytes[end - 1] === ZERO) return UNSURE;
  if (bytes[first] === ZERO && zerosFrom(bytes, point + 1) > ZEROS_BEFORE_EXPONENT) return UNSURE;
  if (end - first - 1 > EXACT_DIGITS) long.push(at, end);
  return end;
}

function exponentEnd(bytes: Uint8Array, at: number, exponent: number): number {
  const sign = bytes[exponent + 1];
  const end = digitsEnd(bytes, exponent + (sign === MINUS || sign === PLUS ? 2 : 1));
  const number = LATIN1.decode(bytes.subarray(at, end));
  return String(Number(number)) === number ? end : UNSURE;
}

/** Numbers without an exponent that ECMAScript writes as they are written here: asked all at once, which costs half of one by one. */
function areWritten(bytes: Uint8Array, long: readonly number[]): boolean {
  if (long.length === 0) return true;
  const list = listOf(bytes, long);
  return JSON.stringify(JSON.parse(list)) === list;
}

/** `[1,2]` of numbers between offsets. */
function listOf(bytes: Uint8Array, long: readonly number[]): string {
  let length = '['.length;
  for (let i = 0; i < long.length; i += 2) length += long[i + 1] - long[i] + ','.length;
  const list = length <= ROOM.length ? ROOM : Buffer.allocUnsafe(length);
  let at = 0;
  for (let i = 0; i < long.length; i += 2) {
    list[at++] = COMMA;
    for (let from = long[i]; from < long[i + 1]; from++) list[at++] = bytes[from];
  }
  list[0] = OPEN_BRACKET;
  list[at] = CLOSE_BRACKET;
  return list.toString('latin1', 0, length);
}

/** Behind a whole number above 0 that is short enough to be exact, with no point or exponent behind it. */
function wholeEnd(bytes: Uint8Array, at: number): number {
  if (!(bytes[at] > ZERO && bytes[at] <= NINE)) return UNSURE;
  const end = digitsEnd(bytes, at + 1);
  return end - at <= EXACT_DIGITS && bytes[end] !== DOT && bytes[end] !== SMALL_E ? end : UNSURE;
}

function digitsEnd(bytes: Uint8Array, at: number): number {
  let next = at;
  while (bytes[next] >= ZERO && bytes[next] <= NINE) next++;
  return next;
}

function zerosFrom(bytes: Uint8Array, at: number): number {
  let next = at;
  while (bytes[next] === ZERO) next++;
  return next - at;
}
