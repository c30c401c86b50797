/** Documents that carry a signature of their own canonical form. */
import { canonicalText } from './canonical.ts';
import { isSignedBy, type Signer } from './signature.ts';

export interface Signature {
  readonly algorithm: 'Ed25519';
  readonly publicKey: string;
  /** Over the canonical form (RFC 8785) of the document without its member `signature`. */
  readonly value: string;
}

export function signed<T extends object>(
  document: T,
  { publicKey, sign }: Signer,
): T & { readonly signature: Signature } {
  return { ...document, signature: { algorithm: 'Ed25519', publicKey, value: sign(canonicalText(document)) } };
}

/** Whose signature a document carries; null where it is not that of its content. */
export function signerOfDocument(document: Readonly<Record<string, unknown>>): string | null {
  const { signature, ...content } = document;
  const { publicKey, value } = (signature ?? {}) as Partial<Record<keyof Signature, unknown>>;
  if (typeof publicKey !== 'string' || typeof value !== 'string') return null;
  return isSignedBy(publicKey, canonicalText(content), value) ? publicKey : null;
}
