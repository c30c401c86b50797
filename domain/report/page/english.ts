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
  track: 'Track record',
  trackAbout:
    'Planned releases only, each scored at its horizon; nothing tested on history is mixed in. Skill: how much lower the error (CRPS) is than that of the distribution of the year before.',
  wholeTrack: 'All horizons, claims and diagrams',
  horizon: 'Horizon',
  held80: '80% held',
  heldAll: '50 / 80 / 95% held',
  skill: 'Skill',
  notEnough: (n, needed) => `not enough data yet: ${n} of ${needed} outcomes`,
  between: (low, high) => `${low} to ${high}`,
  claims: 'What may be claimed',
  claimedRanges: (symbol, horizon) => `the ranges of ${symbol} at ${horizon}`,
  rangesBase: 'last year’s distribution, a random walk and plain volatility',
  claimedDirection: (symbol, horizon) => `the chances of up of ${symbol} at ${horizon}`,
  directionBase: 'the base rate',
  countedOn: (moment) => `Counted on ${moment}`,
  counts: ({ slots, published, missed, refused, pending }) =>
    `Slots promised: ${slots}. Published: ${published}, missed: ${missed}, refused for bad data: ${refused}, outcome still open: ${pending}.`,
  allSlotsSkill: (skill, slots) =>
    `At the longest horizon over all ${slots} slots, the missed and refused ones counted as no better than last year’s distribution: ${skill}.`,
  noDiagrams: 'Not enough data yet for diagrams: they begin with ten outcomes.',
  closedAt: (horizon, price, change) => `After ${horizon} it closed at ${price} (${change})`,
  roots: 'The root of each day',
  rootsAbout:
    'One hash for everything that was written on a day: releases, outcomes, missed slots. A quarter of an hour after midnight (UTC) it is final and goes wherever releases are posted.',
  day: 'Day (UTC)',
  entries: 'Entries',
  root: 'Root',
  noRoots: 'No day is over yet.',
  rootsCheck: 'Whether a record that you got, today or in a year, still has that day as it was:',
  rootsKept:
    'A root read here proves something later, to who keeps it; to prove something today, take it from the channel’s message or from another reader. Where two differ, two records were shown.',
  verify: 'Check it yourself',
  verifyAbout:
    'Each release is hashed together with the hash before it and committed before anybody sees it. Whoever keeps one hash from a post can tell whether anything before it was changed, removed or put in.',
  verifySteps: [
    'Get the record, and the verifier: one file without dependencies',
    'Check chain, completeness and every score; HASH is one that you kept from a post',
    'With candles of your own, recompute the outcomes',
  ],
  verifyTrust:
    'Read the verifier before you run it, or take it from the source code instead of from here; Node 20 or newer runs it.',
  verifyCannot:
    'It cannot prove when something was committed, nor that no second chain exists: compare the hash with the date of the message that carries it.',
  feeds: 'Feeds',
  source: 'API',
};
