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
