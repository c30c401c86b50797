import { ENGLISH } from './english.ts';
import { RUSSIAN } from './russian.ts';
import type { Language, Wording } from './wording.ts';

export const WORDINGS: Readonly<Record<Language, Wording>> = { en: ENGLISH, ru: RUSSIAN };
