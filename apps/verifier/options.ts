/** The options of `verify-record`, the same for the command and for the file that a stranger runs. */
import { isHash } from '../../domain/record/verify/members.ts';
import type { KnownElsewhere } from '../../domain/record/verify/record-verifier.ts';

export interface VerifyOptions {
  readonly head?: readonly string[] | undefined;
  readonly root?: readonly string[] | undefined;
  readonly key?: string | undefined;
  readonly candles?: readonly string[] | undefined;
}

/** What was given, or which option is wrong and how. */
export function knownElsewhere({ head = [], root = [], key }: VerifyOptions): KnownElsewhere | string {
  const wrongHead = head.find((hash) => !isHash(hash));
  if (wrongHead !== undefined) return `--head=${wrongHead} is not 64 hexadecimal digits`;
  const roots = root.map((text) => /^(\d{4}-\d{2}-\d{2}):([0-9a-f]{64})$/.exec(text));
  const wrongRoot = roots.indexOf(null);
  if (wrongRoot >= 0) return `--root=${root[wrongRoot]} is not a day and a root, e.g. 2026-11-20:9f86d0…`;
  if (key !== undefined && !/^[\w-]{43}$/.test(key)) return `--key=${key} is not a public key of 43 characters`;
  const byDay = Object.fromEntries(roots.map((found) => [found?.[1] ?? '', found?.[2] ?? '']));
  return { heads: head, roots: byDay, ...(key !== undefined && { publicKey: key }) };
}
