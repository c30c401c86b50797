/** What the diagrams of a track record say, in the languages of the page. */
import type { Language } from '../report/post/wording.ts';

export interface TrackWords {
  readonly horizon: (hours: number) => string;
  readonly overTime: (symbol: string) => string;
  /** From how many outcomes on it is drawn, and from how many on figures are told. */
  readonly overTimeCaption: (fewest: number, enough: number) => string;
  readonly held: string;
  readonly skill: string;
  readonly reliability: (symbol: string) => string;
  readonly reliabilityCaption: (fewest: number, enough: number) => string;
  readonly outcomes: (horizonHours: number, count: number) => string;
  readonly said: string;
  readonly seen: string;
  /** How the chart library writes a day; null: as it does by itself. */
  readonly date: string | null;
}

export const TRACK_WORDS: Readonly<Record<Language, TrackWords>> = {
  en: {
    horizon: (hours) => `${hours} h`,
    overTime: (symbol) => `${symbol}: coverage and skill as outcomes came in, per cent`,
    overTimeCaption: (fewest, enough) =>
      `Each line begins with the ${fewest}th outcome, though fewer than ${enough} are not enough to tell it from chance. Coverage: how often the 80 % range held, of all so far; skill: CRPS against climatology, of all so far.`,
    held: '80 % range held',
    skill: 'skill against climatology',
    reliability: (symbol) => `${symbol}: probability of up, said and seen`,
    reliabilityCaption: (fewest, enough) =>
      `Probability of up in ten equal-count bins, drawn from ${fewest} outcomes on, though fewer than ${enough} are not enough to tell direction from chance. Whiskers: where 95 of 100 frequencies of a forecaster lie whose probabilities are right.`,
    outcomes: (hours, count) => `${hours} h, ${count} outcomes`,
    said: 'said, %',
    seen: 'seen, %',
    date: null,
  },
  ru: {
    horizon: (hours) => `${hours} ч`,
    overTime: (symbol) => `${symbol}: покрытие и выигрыш по мере исходов, в процентах`,
    overTimeCaption: (fewest, enough) =>
      `Линия начинается с исхода № ${fewest}, хотя до № ${enough} её не отличить от случайности. Покрытие: как часто держался диапазон 80 %, по всем исходам до этого дня; выигрыш: CRPS против климатологии, так же.`,
    held: 'диапазон 80 % удержал',
    skill: 'выигрыш против климатологии',
    reliability: (symbol) => `${symbol}: вероятность роста, сказанная и увиденная`,
    reliabilityCaption: (fewest, enough) =>
      `Вероятность роста в десяти равных группах, с ${fewest} исходов, хотя при менее чем ${enough} направление не отличить от случайности. Отрезки: где лежат 95 из 100 частот у того, чьи вероятности верны.`,
    outcomes: (hours, count) => `${hours} ч, исходов ${count}`,
    said: 'сказано, %',
    seen: 'было, %',
    date: '{dd}.{MM}',
  },
};
