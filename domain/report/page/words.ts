/** Both wordings of a language: what is said of releases everywhere, and what the page says around them. */
import { ENGLISH } from '../post/english.ts';
import { RUSSIAN } from '../post/russian.ts';
import type { Language, Wording } from '../post/wording.ts';
import { ENGLISH_PAGE } from './english.ts';
import { RUSSIAN_PAGE } from './russian.ts';
import type { PageWording } from './wording.ts';

export interface Words {
  readonly release: Wording;
  readonly page: PageWording;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: { release: ENGLISH, page: ENGLISH_PAGE },
  ru: { release: RUSSIAN, page: RUSSIAN_PAGE },
};
