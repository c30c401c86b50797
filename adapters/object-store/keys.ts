import { AlmanacError } from '../../domain/errors.ts';

/** Names of letters, digits, `.`, `-` and `_` that do not begin with a dot, joined by `/`. */
const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,199})*$/;
const MAX_KEY_LENGTH = 900;

/** @throws AlmanacError input.invalid for a key that not every store can hold, or that would leave the store's folder */
export function requireKey(key: string): void {
  if (KEY.test(key) && key.length <= MAX_KEY_LENGTH) return;
  const sentence = `The object key "${key}" is not names of letters, digits, . - and _ joined by /; correct it.`;
  throw new AlmanacError('input.invalid', sentence, { key });
}

/** A prefix is the beginning of a key; the empty one begins all. */
export function requirePrefix(prefix: string): void {
  if (prefix !== '') requireKey(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix);
}

export function absentObject(key: string): AlmanacError {
  const sentence = `The object ${key} is recorded but not stored; restore it from a backup.`;
  return new AlmanacError('store.corrupt', sentence, { key });
}
