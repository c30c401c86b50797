import canonicalize from 'canonicalize';

/** Canonical JSON (RFC 8785): one text for one value. Throws TypeError for what JSON cannot say (NaN, undefined root). */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('only JSON values have a canonical form');
  return text;
}

export function canonicalBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalText(value));
}

/**
 * The value whose canonical form a text is; undefined when it is no JSON or not in that form (other order of names,
 * spaces, other digits, a name twice, half a surrogate pair).
 *
 * @example parseCanonical('{"a":1}') // { a: 1 }
 * @example parseCanonical('{"a":1.0}') // undefined
 */
export function parseCanonical(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isWrittenSo(value, text) ? value : undefined;
  } catch (failure) {
    // Not JSON, half a surrogate pair, or nested deeper than any document is.
    if (failure instanceof Error) return undefined;
    throw failure;
  }
}

/** `JSON.stringify` writes numbers and strings as RFC 8785 does, and is native; what is left is the order of names. */
function isWrittenSo(value: unknown, text: string): boolean {
  const hasEscapedSurrogate = text.includes('\\ud');
  if (!hasEscapedSurrogate && JSON.stringify(value) === text && namesAscend(value)) return true;
  return canonicalText(value) === text;
}

function namesAscend(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(namesAscend);
  const names = Object.keys(value);
  for (let i = 1; i < names.length; i++) if (names[i - 1] >= names[i]) return false;
  return Object.values(value).every(namesAscend);
}
