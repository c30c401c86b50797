/** What may be said of a claim today: the three sentences of METHODS §7. */
import { dayText } from '../market/moments.ts';
import type { Claim } from '../scoring/claims.ts';
import type { Language } from './post/wording.ts';

/** A claim and whether it stands beside all the others that are watched. */
export type ToldClaim = Pick<Claim, 'verdict' | 'since' | 'decisions' | 'withdrawn'> & { readonly stands: boolean };

interface ClaimWording {
  readonly unknown: (what: string, base: string, count: number) => string;
  readonly proven: (isBetter: boolean, what: string, base: string, day: string | null, count: number) => string;
  readonly withdrawn: (count: number) => string;
}

const WORDINGS: Readonly<Record<Language, ClaimWording>> = {
  en: {
    unknown: (what, base, count) => `Not yet known whether ${what} are better than ${base}: ${count} outcomes so far.`,
    proven: (isBetter, what, base, day, count) =>
      `Proven ${isBetter ? 'better' : 'worse'} than ${base}${day === null ? '' : ` since ${day}`}: ${what}, ${count} outcomes.`,
    withdrawn: (count) => ` Withdrawn before: ${count}.`,
  },
  ru: {
    unknown: (what, base, count) => `Пока не известно, лучше ли ${what}, чем ${base}; исходов пока ${count}.`,
    proven: (isBetter, what, base, day, count) =>
      `Доказано ${isBetter ? 'лучше' : 'хуже'}, чем ${base}${day === null ? '' : `, с ${day}`}: ${what}, исходов ${count}.`,
    withdrawn: (count) => ` Прежде отозвано: ${count}.`,
  },
};

/** `what`: "the ranges of BTC/USDT at 24 h"; `base`: "climatology". */
export function claimSentence(
  { verdict, stands, since, decisions, withdrawn }: ToldClaim,
  what: string,
  base: string,
  language: Language,
): string {
  const wording = WORDINGS[language];
  const broken = withdrawn > 0 ? wording.withdrawn(withdrawn) : '';
  if (verdict === 'unknown' || !stands) return wording.unknown(what, base, decisions) + broken;
  return wording.proven(verdict === 'better', what, base, since === null ? null : dayText(since), decisions) + broken;
}
