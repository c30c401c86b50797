import { NO_TRADE_WORDS, VETO_WORDS } from '../../narrative/reasons.ts';
import { formatHorizon } from '../../narrative/figures.ts';
import { formatClock, formatShortDay } from '../../narrative/moments.ts';
import { SIMULATED_BANNER } from '../banner.ts';
import { cityOf } from './city.ts';
import type { Wording } from './wording.ts';

export const ENGLISH: Wording = {
  figure: (english) => english,
  moment: (at, zone) => `${formatShortDay(at, zone)}, ${formatClock(at, zone)} ${cityOf(zone)}`,
  horizon: formatHorizon,
  simulated: SIMULATED_BANNER,
  ranges: 'Closes here 8 times in 10',
  width: (difference, isNarrower) =>
    `${difference} ${isNarrower ? 'narrower' : 'wider'} than usual: ${isNarrower ? 'calmer' : 'livelier'} than the past year`,
  touches: (horizon) => `Touched within ${horizon}`,
  middle: (median, change) => `Middle ${median} (${change})`,
  halfTheTime: (range) => `half the time ${range}`,
  nineteenOfTwenty: (range) => `19 of 20: ${range}`,
  coinFlip: (horizon, chance) => `Up or down in ${horizon}: a coin flip (${chance} up)`,
  lean: (horizon, chance, baseRate) =>
    `Higher in ${horizon}: ${chance} (usually ${baseRate}), a small lean, not a call`,
  changed: (since) => `Changed since ${since}`,
  changeParts: {
    calendar: 'hour and weekday',
    prices: 'prices',
    state: 'regime and other data',
    models: 'models',
    combination: 'weights',
  },
  chanceOfUp: 'chance of up',
  range: 'range',
  points: ' points',
  scenarios: (deadline) => `Ways there, until ${deadline}`,
  scenario: {
    'up-holds': (upper) => `${upper} first, and stays above`,
    'up-fades': (upper) => `${upper} first, then back below`,
    'down-holds': (_, lower) => `${lower} first, and stays below`,
    'down-fades': (_, lower) => `${lower} first, then back above`,
    neither: () => 'between the two all the way',
  },
  noTrade: (reasons) => `No trade: ${reasons.join('; ')}`,
  bestWorth: (value) => `the best was worth ${value} after costs`,
  noTradeReasons: NO_TRADE_WORDS,
  vetoes: VETO_WORDS,
  plan: {
    entry: 'entry',
    stop: 'stop',
    target: 'target',
    leverage: 'leverage',
    risk: 'lost at the stop',
    validUntil: 'valid until',
  },
  record: 'Worth so far',
  recordUnknown: (count) => `not enough yet (n = ${count})`,
  held: (share, count) => `80% range held ${share} of ${count}`,
  skill: (percent, isBetter) => `${percent} ${isBetter ? 'better' : 'worse'} than last year’s distribution`,
  walkForward: 'walk-forward',
  live: 'live',
  published: 'published',
  dataAge: (age) => `prices ${age} old`,
  degraded: (names) => `degraded: ${names.join(', ')}`,
  next: (moment) => `Next ${moment}`,
  disclaimer: 'A forecast, not advice.',
  late: (recorded, posted) => `Posted late: recorded ${recorded}, posted ${posted}`,
  over: 'Its first horizon has passed, so it is not shown as a forecast. The record has all of it.',
  dayRoot: (day, entries) => `Root of the record of ${day} (UTC), ${entries} ${entries === 1 ? 'entry' : 'entries'}`,
  rootCheck:
    'Keep this message: with it anyone can check later that nothing of that day was changed, added or left out.',
  missed: (code) => `This slot was missed (${code}). No forecast, no trade.`,
  refused: (code) => `No forecast: the data did not pass (${code}). No trade.`,
};
