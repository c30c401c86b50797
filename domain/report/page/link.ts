import type { Language } from '../post/wording.ts';

/** An address on this site in a language; both are told apart by the address alone, so that they can be kept and shared. */
export function link(path: string, language: Language): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
}
