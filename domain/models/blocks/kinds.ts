/**
 * The kinds of blocks: from a series to what may tell how wide the coming hours will be. All of it is off in the release
 * (docs/FORECASTS.md says what each was worth). One more is one entry.
 */
import { DAY_MS, HOUR_MS } from '../../market/candles.ts';
import { USUAL_LOG } from '../calmed-variances.ts';
import { SPANS } from '../spans.ts';
import { type Block, blockOf, type Reading } from './block.ts';
import { KnownSeries, type Series } from './series.ts';

const BASIS_POINT = 1e-4;
const WEEK_MS = 7 * DAY_MS;
const MONTH_MS = 30 * DAY_MS;
/** A business day's value is still the newest after a long weekend. */
const FRESH_MS = 6 * DAY_MS;

/** What a block of a kind looks at. */
const READINGS = {
  funding,
  'open-interest': openInterest,
  'other-coin': otherCoin,
  volume,
  vix: levelAround(20),
  dollar: levelAround(100),
  'fed-funds': rate,
  'fear-greed': fearGreed,
  fomc,
} as const satisfies Readonly<Record<string, (known: KnownSeries) => Reading[]>>;

export type BlockKind = keyof typeof READINGS;

export const BLOCK_KINDS = Object.keys(READINGS) as readonly BlockKind[];

/**
 * A block of a kind over a series whose values are in the kind's unit: `funding` fractions per eight hours, `open-interest`
 * and `volume` any constant unit, `other-coin` hourly ranges ln(high/low)/√(4 ln 2), `vix`, `dollar` and `fear-greed`
 * index points, `fed-funds` percent, `fomc` 1 per announcement.
 *
 * @example harXWith([blockOfKind('funding', series)])
 */
export function blockOfKind(kind: BlockKind, series: Series): Block {
  return blockOf(series, READINGS[kind](new KnownSeries(series)));
}

/** How dear it is to be long, and how fast that changed: crowded positions end in liquidations. One basis point is usual. */
function funding(known: KnownSeries): Reading[] {
  const bent = (spanMs: number): Reading => {
    const usual = Math.asinh(1);
    return (now) => Math.asinh(known.mean(now, spanMs) / BASIS_POINT) - usual;
  };
  const [day, week, month] = [DAY_MS, WEEK_MS, MONTH_MS].map(bent);
  return [day, week, (now) => Math.abs(day(now)), (now) => Math.abs(day(now) - month(now))];
}

/** How much is open against the past week and month, and whether that jumped. Percentages are too small to regress on. */
function openInterest(known: KnownSeries): Reading[] {
  const against: Reading = (now) => 4 * Math.log(known.latest(now, FRESH_MS) / known.mean(now, WEEK_MS));
  return [
    against,
    (now) => Math.abs(against(now)),
    (now) => 4 * Math.log(known.mean(now, WEEK_MS) / known.mean(now, MONTH_MS)),
  ];
}

/** The logarithm of another coin's mean range over the spans of the own one. */
function otherCoin(known: KnownSeries): Reading[] {
  return SPANS.map(
    (hours): Reading =>
      (now) =>
        2 * Math.log(known.mean(now, hours * HOUR_MS)) - USUAL_LOG,
  );
}

/** Trading over shorter spans against longer ones. */
function volume(known: KnownSeries): Reading[] {
  const ratio =
    (shortMs: number, longMs: number): Reading =>
    (now) =>
      Math.log(known.mean(now, shortMs) / known.mean(now, longMs));
  return [ratio(HOUR_MS, DAY_MS), ratio(4 * HOUR_MS, WEEK_MS), ratio(DAY_MS, MONTH_MS), ratio(WEEK_MS, MONTH_MS)];
}

/** How high an index stands, and how far it moved against its month. */
function levelAround(usual: number): (known: KnownSeries) => Reading[] {
  return (known) => {
    const against: Reading = (now) => 4 * Math.log(known.latest(now, FRESH_MS) / known.mean(now, MONTH_MS));
    return [(now) => Math.log(known.latest(now, FRESH_MS) / usual), against, (now) => Math.abs(against(now))];
  };
}

/** The rate in percent, and how far it was changed within a month. */
function rate(known: KnownSeries): Reading[] {
  return [(now) => known.latest(now, FRESH_MS), (now) => known.latest(now, FRESH_MS) - known.mean(now, MONTH_MS)];
}

/** From −1 (fear) to 1 (greed), how extreme that is, and whether it turned. */
function fearGreed(known: KnownSeries): Reading[] {
  const mood: Reading = (now) => known.latest(now, FRESH_MS) / 50 - 1;
  return [mood, (now) => Math.abs(mood(now)), (now) => mood(now) - (known.mean(now, WEEK_MS) / 50 - 1)];
}

/** How near the announcement is: ahead, and behind. */
function fomc(known: KnownSeries): Reading[] {
  const within =
    (fromHours: number, toHours: number): Reading =>
    (now) =>
      known.count(now, fromHours * HOUR_MS, toHours * HOUR_MS);
  return [within(0, 4), within(4, 12), within(12, 24), within(24, 48), within(-12, 0), within(-24, -12)];
}
