import { formatClock, formatShortDay } from '../../narrative/moments.ts';
import type { PageWording } from './wording.ts';

export const ENGLISH_PAGE: PageWording = {
  moment: (at, zone) => `${formatShortDay(at, zone)}, ${formatClock(at, zone)}`,
  title: 'Almanac: crypto forecasts with an honest record',
  promise:
    'Ranges for the next 24 hours, twice a day, committed before they are shown and scored afterwards. Every slot is below, also those that were missed.',
  otherLanguage: 'Русский',
  skipToForecast: 'To the forecast',
  latest: 'Latest forecast',
  none: 'There is no forecast yet.',
  nextSlot: 'Next planned',
  fanAlt: (symbol, horizon, range) =>
    `${symbol}: the price of the last day and a half, and where it closes within ${horizon} eight times in ten: ${range}`,
  fanLegend: ['half the time', '8 of 10', '19 of 20'],
  half: 'half the time',
  nineteen: '19 of 20',
  ranges: 'Closes here 8 times in 10',
  above: 'above',
  below: 'below',
  streams: { planned: 'planned', manual: 'by hand', triggered: 'triggered', 'back-dated': 'back-dated' },
  committed: 'Committed',
  asJson: 'as JSON',
  whole: 'This release by itself',
  slots: 'Every slot',
  slotsAbout:
    'Each strip is one forecast, low prices on the left: the dark part held half of the chance, the lighter one eight tenths. The mark is where the price closed. If the ranges mean what they say, marks lie anywhere with equal chance, and one in five outside.',
  slot: 'Slot',
  symbol: 'Symbol',
  card: 'Card',
  allSlots: (count) => `All ${count} slots`,
  older: 'Older',
  newest: 'Newest',
  inside: 'inside the 80% range',
  outside: 'outside the 80% range',
  pending: 'not resolved yet',
  voided: 'no price for this hour',
  statuses: { fallback: 'no forecast', missed: 'missed' },
  noSlots: 'No slot has passed yet.',
  verify: 'Check it yourself',
  verifyAbout:
    'Each release is hashed together with the hash before it and committed before anybody sees it. Whoever keeps one hash from a post can tell whether anything before it was changed, removed or put in.',
  verifySteps: [
    'Get the record',
    'Check it: chain, completeness, every score',
    'With your own candles, recompute the outcomes',
  ],
  verifyCannot:
    'It cannot prove when something was committed, nor that no second chain exists: compare the hash with the date of the message that carries it.',
  feeds: 'Feeds',
  source: 'API',
};
