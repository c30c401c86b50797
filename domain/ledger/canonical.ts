import canonicalize from 'canonicalize';

/** Canonical JSON (RFC 8785): one text for one value. Throws for what JSON cannot say (NaN, undefined root, half a surrogate pair). */
export function canonicalText(value: unknown): string {
  // `JSON.stringify` writes numbers and text as RFC 8785 does, and is native; it keeps the order of names.
  if (isInOrder(value)) return JSON.stringify(value);
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
    return canonicalText(value) === text ? value : undefined;
  } catch (failure) {
    // Not JSON, half a surrogate pair, or nested deeper than any document is.
    if (failure instanceof Error) return undefined;
    throw failure;
  }
}

/** Whether a value holds nothing but what JSON can say, every object's names ascending by UTF-16 code units. */
function isInOrder(value: unknown): boolean {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value);
    case 'string':
      return value.isWellFormed();
    case 'boolean':
      return true;
    case 'object':
      return value === null || (Array.isArray(value) ? areInOrder(value) : isPlainInOrder(value));
    default:
      return false;
  }
}

// A record is hundreds of megabytes of these: loops, because callbacks and pairs of names and members take twice as long.
function areInOrder(values: readonly unknown[]): boolean {
  for (const value of values) if (!isInOrder(value)) return false;
  return true;
}

function isPlainInOrder(value: object): boolean {
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  const names = Object.keys(value);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (i > 0 && names[i - 1] >= name) return false;
    if (name === 'toJSON' || !name.isWellFormed() || !isInOrder((value as Record<string, unknown>)[name])) return false;
  }
  return true;
}
