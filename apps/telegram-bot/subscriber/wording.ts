import type { Language } from '../../../domain/report/post/wording.ts';

interface SubscriberWording {
  readonly welcome: string;
  readonly help: readonly string[];
  readonly nothingYet: string;
  /** Behind the symbol. */
  readonly quality: string;
  readonly horizon: (hours: number) => string;
  readonly notEnough: (n: number, needed: number) => string;
  readonly held: (percent: string, n: number) => string;
  /** With where 95 of 100 resampled records lie. */
  readonly skill: (percent: string, from: string, to: string) => string;
  readonly verify: (url: string | null, sequence: number, hash: string) => readonly string[];
  readonly language: string;
  readonly whichLanguage: string;
}

const ENGLISH: SubscriberWording = {
  welcome: 'Almanac forecasts prices as ranges, and keeps a record that anybody can check.',
  help: [
    '/last the newest forecast',
    '/quality how good the forecasts have been',
    '/verify how to check the record yourself',
    '/lang en or /lang ru',
  ],
  nothingYet: 'There is no forecast yet.',
  quality: 'planned forecasts that have an outcome',
  horizon: (hours) => `${hours} h`,
  notEnough: (n, needed) => `Not enough data yet: n = ${n}, at least ${needed} are needed to say anything.`,
  held: (percent, n) => `The 80% range held ${percent} of ${n}.`,
  skill: (percent, from, to) => `Skill ${percent} against last year's distribution, likely between ${from} and ${to}.`,
  verify: (url, sequence, hash) => [
    `Entry ${sequence} of the chain has the hash ${hash}.`,
    url === null ? 'Ask the operator for the bundle.' : `The bundle and how to check it: ${url}`,
    'Every post ends with the hash of its entry: a changed past cannot have the hashes that were posted.',
  ],
  language: 'I answer in English now.',
  whichLanguage: 'Write /lang en or /lang ru.',
};

const RUSSIAN: SubscriberWording = {
  welcome: 'Almanac прогнозирует цены диапазонами и ведёт запись, которую может проверить каждый.',
  help: [
    '/last последний прогноз',
    '/quality насколько хороши были прогнозы',
    '/verify как проверить запись самому',
    '/lang en или /lang ru',
  ],
  nothingYet: 'Прогнозов пока нет.',
  quality: 'плановые прогнозы с известным исходом',
  horizon: (hours) => `${hours} ч`,
  notEnough: (n, needed) => `Пока мало данных: n = ${n}, для вывода нужно хотя бы ${needed}.`,
  held: (percent, n) => `Диапазон 80% удержал ${percent} из ${n}.`,
  skill: (percent, from, to) => `Выигрыш ${percent} против распределения прошлого года, вероятно от ${from} до ${to}.`,
  verify: (url, sequence, hash) => [
    `Запись ${sequence} в цепочке имеет хеш ${hash}.`,
    url === null ? 'Попросите файл записи у того, кто ведёт канал.' : `Файл записи и как его проверить: ${url}`,
    'Каждый пост кончается хешем своей записи: у изменённого прошлого не может быть тех же хешей.',
  ],
  language: 'Теперь я отвечаю по-русски.',
  whichLanguage: 'Напишите /lang en или /lang ru.',
};

export const SUBSCRIBER_WORDINGS: Readonly<Record<Language, SubscriberWording>> = { en: ENGLISH, ru: RUSSIAN };
