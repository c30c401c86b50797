import { Temporal } from '@js-temporal/polyfill';
import type { EpochMs } from '../../market/candles.ts';
import { formatClock } from '../../narrative/moments.ts';
import { cityOf } from './city.ts';
import type { Wording } from './wording.ts';

const DAYS = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'];
const MONTHS = ['янв', 'фев', 'мар', 'апр', 'мая', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];
const CITIES: Readonly<Record<string, string>> = {
  'Asia/Jerusalem': 'Иерусалим',
  'Europe/Moscow': 'Москва',
  'Europe/Kiev': 'Киев',
  'Europe/Kyiv': 'Киев',
  'Europe/Minsk': 'Минск',
  'Asia/Almaty': 'Алматы',
  'Asia/Tbilisi': 'Тбилиси',
};
const UNITS: Readonly<Record<string, string>> = { h: 'ч', min: 'мин', s: 'с', d: 'дн.' };

export const RUSSIAN: Wording = {
  figure: russianFigure,
  moment: (at, zone) => `${russianDay(at, zone)}, ${formatClock(at, zone)} ${CITIES[zone] ?? cityOf(zone)}`,
  horizon: (hours) => (hours < 1 ? `${Math.round(hours * 60)} мин` : `${hours} ч`),
  simulated: 'СИМУЛЯЦИЯ РЫНКА — цены не настоящие',
  ranges: 'Закроется здесь 8 раз из 10',
  width: (difference, isNarrower) =>
    `на ${difference} ${isNarrower ? 'уже' : 'шире'} обычного: ${isNarrower ? 'спокойнее' : 'живее'}, чем за прошлый год`,
  touches: (horizon) => `Коснётся за ${horizon}`,
  middle: (median, change) => `Середина ${median} (${change})`,
  halfTheTime: (range) => `в половине случаев ${range}`,
  nineteenOfTwenty: (range) => `19 из 20: ${range}`,
  coinFlip: (horizon, chance) => `Вверх или вниз за ${horizon}: монетка (вверх ${chance})`,
  lean: (horizon, chance, baseRate) =>
    `Выше через ${horizon}: ${chance} (обычно ${baseRate}), лёгкий перевес, не сигнал`,
  changed: (since) => `Что изменилось с ${since}`,
  changeParts: {
    calendar: 'час и день недели',
    prices: 'цены',
    state: 'режим и другие данные',
    models: 'модели',
    combination: 'веса',
  },
  chanceOfUp: 'шанс роста',
  range: 'диапазон',
  points: ' п.п.',
  scenarios: (deadline) => `Сценарии до ${deadline}`,
  scenario: {
    'up-holds': (upper) => `сначала ${upper} и останется выше`,
    'up-fades': (upper) => `сначала ${upper}, затем назад ниже`,
    'down-holds': (_, lower) => `сначала ${lower} и останется ниже`,
    'down-fades': (_, lower) => `сначала ${lower}, затем назад выше`,
    neither: () => 'всё время между ними',
  },
  noTrade: (reasons) => `Без сделки: ${reasons.join('; ')}`,
  bestWorth: (value) => `лучший вариант стоит ${value} после издержек`,
  noTradeReasons: {
    'no-forecast': 'нет прогноза, на который можно опереться',
    'no-positive-expected-value': 'ни один вариант не окупает издержек с достаточной уверенностью',
    'no-directional-evidence': 'не доказано, что мы отличаем рост от падения',
    'baseline-only-forecast': 'прогноз — только базовая линия',
    'degraded-sources': 'данные неполные',
    'low-regime-confidence': 'режим рынка неясен',
    'crash-regime': 'рынок в обвале',
    'vetoed-by-verifier': 'проверка отклонила лучший вариант',
  },
  vetoes: {
    'leverage-cap-exceeded': 'плечо выше предела',
    'invalid-stop-long': 'стоп не ниже входа',
    'invalid-stop-short': 'стоп не выше входа',
    'target-too-close': 'цель слишком близко ко входу',
    'interval-too-wide': 'диапазон прогноза слишком широк',
    'interval-incoherent-with-volatility': 'диапазон не соответствует волатильности',
    'stop-near-liquidation': 'стоп слишком близко к ликвидации',
    'news-conflict': 'свежие новости против сделки',
    'risk-per-trade-exceeded': 'риск сделки выше предела',
    'size-below-minimum': 'объём ниже минимума биржи',
    'size-above-equity': 'объём больше капитала',
    'dry-liquidity': 'мало ликвидности',
    'value-at-risk-exceeded': 'риск портфеля выше предела',
    expired: 'карточка устарела',
    'short-on-spot': 'на споте нельзя продать в шорт',
  },
  plan: {
    entry: 'вход',
    stop: 'стоп',
    target: 'цель',
    leverage: 'плечо',
    risk: 'потеря на стопе',
    validUntil: 'действует до',
  },
  record: 'Чего это стоило до сих пор',
  recordUnknown: (count) => `пока мало данных (n = ${count})`,
  held: (share, count) => `диапазон 80% удержал ${share} из ${count}`,
  skill: (percent, isBetter) => `на ${percent} ${isBetter ? 'лучше' : 'хуже'} распределения прошлого года`,
  walkForward: 'на истории',
  live: 'вживую',
  published: 'опубликовано',
  dataAge: (age) => `цены ${age.replace(/[a-z]+$/, (unit) => UNITS[unit])} назад`,
  degraded: (names) => `неполные: ${names.join(', ')}`,
  next: (moment) => `Следующий ${moment}`,
  disclaimer: 'Это прогноз, а не совет.',
  late: (recorded, posted) => `С опозданием: записано ${recorded}, опубликовано ${posted}`,
  over: 'Первый горизонт уже прошёл, поэтому прогноз здесь не показан. В записи он есть целиком.',
  dayRoot: (day, entries) => `Корень записи за ${day} (UTC), строк: ${entries}`,
  rootCheck:
    'Сохраните это сообщение: по нему любой проверит, что за этот день ничего не изменили, не добавили и не убрали.',
  missed: (error) => `Этот выпуск пропущен (${error}). Ни прогноза, ни сделки.`,
  refused: (error) => `Прогноза нет: данные не прошли проверку (${error}). Без сделки.`,
};

/** `27,105.50` → `27 105,50`, with a space that does not break. */
function russianFigure(english: string): string {
  return english.replaceAll(/\d[\d,]*(?:\.\d+)?/g, (number) => number.replaceAll(',', '\u00a0').replace('.', ','));
}

/** `пт 20 ноя` */
export function russianDay(at: EpochMs, zone: string): string {
  const { dayOfWeek, day: ofMonth, month } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return `${DAYS[dayOfWeek - 1]} ${ofMonth} ${MONTHS[month - 1]}`;
}
