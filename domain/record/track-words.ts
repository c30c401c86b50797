/** What the diagrams of a track record say, in the languages of the page. */
import type { Language } from '../report/post/wording.ts';

export interface TrackWords {
  readonly horizon: (hours: number) => string;
  readonly overTime: (symbol: string) => string;
  readonly overTimeCaption: (fewest: number) => string;
  readonly held: string;
  readonly skill: string;
  readonly reliability: (symbol: string) => string;
  readonly reliabilityCaption: string;
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
    overTimeCaption: (fewest) =>
      `Each line begins with the ${fewest}th outcome. Coverage: how often the 80 % range held, of all so far; skill: CRPS against climatology, of all so far.`,
    held: '80 % range held',
    skill: 'skill against climatology',
    reliability: (symbol) => `${symbol}: probability of up, said and seen`,
    reliabilityCaption:
      'Probability of up in ten equal-count bins. Whiskers: where 95 of 100 frequencies of a forecaster lie whose probabilities are right.',
    outcomes: (hours, count) => `${hours} h, ${count} outcomes`,
    said: 'said, %',
    seen: 'seen, %',
    date: null,
  },
  ru: {
    horizon: (hours) => `${hours} ч`,
    overTime: (symbol) => `${symbol}: покрытие и выигрыш по мере исходов, в процентах`,
    overTimeCaption: (fewest) =>
      `Линия начинается с исхода № ${fewest}. Покрытие: как часто держался диапазон 80 %, по всем исходам до этого дня; выигрыш: CRPS против климатологии, так же.`,
    held: 'диапазон 80 % удержал',
    skill: 'выигрыш против климатологии',
    reliability: (symbol) => `${symbol}: вероятность роста, сказанная и увиденная`,
    reliabilityCaption:
      'Вероятность роста в десяти равных группах. Отрезки: где лежат 95 из 100 частот у того, чьи вероятности верны.',
    outcomes: (hours, count) => `${hours} ч, исходов ${count}`,
    said: 'сказано, %',
    seen: 'было, %',
    date: '{dd}.{MM}',
  },
};
