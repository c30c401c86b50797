/**
 * Bearer tokens. What is presented and what is known are compared as SHA-256, so that length and content take the same
 * time (INCIDENTS S11), and every token is compared, so that their order tells nothing. No tokens: nobody.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { AlmanacError } from '../../domain/errors.ts';
import type { Scope } from './route.ts';

export interface Token {
  readonly scopes: readonly Scope[];
  readonly token: string;
}

/** @throws AlmanacError access.unknown-token, access.scope */
export type Guard = (authorization: string | undefined, scope: Scope) => void;

export function guardOf(tokens: readonly Token[]): Guard {
  const known = tokens.map(({ scopes, token }) => ({ scopes, digest: digestOf(token) }));
  return (authorization, scope) => {
    const presented = digestOf(bearerOf(authorization));
    const matching = known.filter(({ digest }) => timingSafeEqual(digest, presented));
    if (matching.length === 0) {
      throw new AlmanacError(
        'access.unknown-token',
        'This address needs a bearer token that this server knows: Authorization: Bearer …',
      );
    }
    if (!matching.some(({ scopes }) => scopes.includes(scope))) {
      throw new AlmanacError('access.scope', `This token may not do that; it needs the scope "${scope}".`, { scope });
    }
  };
}

/** Whatever is not `Bearer x` is compared as the empty token, which no configuration accepts. */
function bearerOf(authorization: string | undefined): string {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
