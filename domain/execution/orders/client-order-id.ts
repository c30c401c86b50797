// `node:crypto` does not exist where workflows run, and they derive ids too.
import { sha256 } from '@noble/hashes/sha2.js';
import { AlmanacError } from '../../errors.ts';

/** Which client order ids a venue takes. */
export interface IdDialect {
  readonly prefix: string;
  /** At most 256 characters, none of them twice. */
  readonly alphabet: string;
  /** Of the whole id, the prefix included. */
  readonly length: number;
}

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits, 32 of them: what Binance (36), OKX (32) and Bybit (36) all take. */
export const COMMON_DIALECT: IdDialect = { prefix: '', alphabet: LETTERS_AND_DIGITS, length: 32 };

/** One economic decision: a resend is the same decision and has the same id, a new one has a new attempt. */
export interface OrderIdentity {
  readonly accountId: string;
  readonly planId: string;
  readonly leg: string;
  readonly attempt: number;
}

const DIGEST_BYTES = 32;
/** Of a million ids, two are then equal with a chance below 10⁻¹⁸. */
const FEWEST_BITS = 100;

/**
 * The client order id, derived and never drawn (INCIDENTS 2.2, O22): whoever forgot whether it was sent derives the same
 * again. Every character takes one byte of the hash. Throws `input.invalid` for a dialect too narrow to tell orders apart.
 *
 * @example clientOrderId({ accountId: 'shadow', planId: 'BTC-USDT_20261120T1000Z_noon', leg: 'entry', attempt: 1 }, COMMON_DIALECT)
 */
export function clientOrderId(identity: OrderIdentity, dialect: IdDialect): string {
  const { prefix, alphabet, length } = dialect;
  const characters = Math.min(length - prefix.length, DIGEST_BYTES);
  if (characters * Math.log2(alphabet.length) < FEWEST_BITS) throw tooNarrow(dialect);
  const { accountId, planId, leg, attempt } = identity;
  const bytes = sha256(new TextEncoder().encode(JSON.stringify([accountId, planId, leg, attempt])));
  let id = prefix;
  for (let i = 0; i < characters; i++) id += alphabet[(bytes[i] * alphabet.length) >> 8];
  return id;
}

function tooNarrow({ prefix, alphabet, length }: IdDialect): AlmanacError {
  return new AlmanacError(
    'input.invalid',
    `Client order ids of ${length} characters out of ${alphabet.length}, after "${prefix}", are too few to tell orders apart: ${FEWEST_BITS} bits are needed.`,
    { prefix, characters: alphabet.length, length },
  );
}
