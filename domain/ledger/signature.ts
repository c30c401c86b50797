/** Ed25519 (RFC 8032) over text. Keys and signatures are base64url without padding: a public key 43 characters, a signature 86. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { AlmanacError } from '../errors.ts';
import { sha256 } from './hash.ts';

/** Signs, and says whose signature it is. */
export interface Signer {
  readonly publicKey: string;
  sign(text: string): string;
}

/**
 * A signer from a private key in PKCS #8 PEM.
 * @throws AlmanacError config.invalid for what is no such key, or one of another kind
 */
export function signerOf(pem: string): Signer {
  const key = privateKey(pem);
  const publicKey = createPublicKey(key).export({ format: 'jwk' }).x ?? '';
  return { publicKey, sign: (text) => sign(null, Buffer.from(text), key).toString('base64url') };
}

/** False also for a key or a signature that is none. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = publicKeyOf(publicKey);
  return key !== null && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
}

/** What people compare: the first 16 digits of the SHA-256 of the key, in fours. */
export function fingerprint(publicKey: string): string {
  const digits = sha256(Buffer.from(publicKey, 'base64url')).slice(0, 16);
  return digits.match(/.{4}/g)?.join(' ') ?? digits;
}

function privateKey(pem: string): KeyObject {
  let key: KeyObject | null = null;
  try {
    key = createPrivateKey(pem);
  } catch (failure) {
    // Whatever the message says, it may hold a part of the secret.
    if (!(failure instanceof Error)) throw failure;
  }
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new AlmanacError(
    'config.invalid',
    'RECORD_SIGNING_KEY is not an Ed25519 private key in PKCS #8 PEM; make one with: openssl genpkey -algorithm ed25519',
  );
}

function publicKeyOf(x: string): KeyObject | null {
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch (failure) {
    if (failure instanceof Error) return null;
    throw failure;
  }
}
