/** The secret API_TOKENS as a list; nothing of a token is ever told. */
import { SCOPES, type Scope } from '../../adapters/http/route.ts';
import type { Token } from '../../adapters/http/tokens.ts';
import { AlmanacError } from '../../domain/errors.ts';

const SHORTEST_TOKEN = 16;

/**
 * `SCOPE[+SCOPE]:TOKEN`, comma-separated; absent: none, which lets nobody in.
 * @throws AlmanacError config.invalid naming the place in the list
 */
export function apiTokens(text: string | undefined): Token[] {
  const items = (text ?? '').split(',').map((item) => item.trim());
  return items.filter(Boolean).map((item, i) => {
    const colon = item.indexOf(':');
    const scopes = item.slice(0, Math.max(0, colon)).split('+');
    const token = item.slice(colon + 1);
    if (!scopes.every(isScope)) refuse(i, `its scopes are not ${SCOPES.join(', ')}, joined by +, before a colon`);
    if (!/^\S+$/.test(token) || token.length < SHORTEST_TOKEN)
      refuse(i, `the token must have ${SHORTEST_TOKEN} characters or more and no blanks`);
    return { scopes: scopes as Scope[], token };
  });
}

const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);

function refuse(index: number, why: string): never {
  throw new AlmanacError('config.invalid', `API_TOKENS: entry ${index + 1} cannot be used: ${why}.`, {
    entry: index + 1,
  });
}
