/**
 * Looks for look-ahead (P2) in anything that is computed from candles as of a cutoff: what happened after the cutoff is
 * removed, replaced and invented, and none of it may change a byte of the answer. That the past does change it is
 * checked too, because an answer that nothing changes would pass everything.
 */
import { AlmanacError } from '../../domain/errors.ts';
import { CANDLE_COLUMNS, type Candles, candleCount, type EpochMs, sliceCandles } from '../../domain/market/candles.ts';
import { Rng } from '../../domain/numeric/random.ts';

export type Answer = string | Uint8Array;

const MUST_NOT_CHANGE = ['truncated', 'altered', 'garbage-appended'] as const;
const MUST_CHANGE = ['shifted'] as const;
export type Manipulation = (typeof MUST_NOT_CHANGE)[number] | (typeof MUST_CHANGE)[number];

export interface LookaheadReport {
  /** The manipulations that changed the answer. */
  readonly changed: readonly Manipulation[];
  /** Those that changed it and must not have: the answer knows the future. */
  readonly leaks: readonly Manipulation[];
  /** Those that must have changed it and did not: the answer does not read the prices before the cutoff. */
  readonly blind: readonly Manipulation[];
}

/**
 * Asks `compute` for the answer as of `cutoff` on `candles` as they are, and on each manipulation of them. A bar counts
 * as past when it closed at or before the cutoff. `candles` need at least two past bars and one later one, else
 * `input.invalid`: without a future there is nothing to leak.
 *
 * @example const { leaks, blind } = await checkLookahead((c, at) => JSON.stringify(features(c, at)), candles, cutoff);
 */
export async function checkLookahead(
  compute: (candles: Candles, cutoff: EpochMs) => Answer | Promise<Answer>,
  candles: Candles,
  cutoff: EpochMs,
): Promise<LookaheadReport> {
  const past = pastBars(candles, cutoff);
  const asItWas = toText(await compute(candles, cutoff));
  const changed: Manipulation[] = [];
  for (const manipulation of [...MUST_NOT_CHANGE, ...MUST_CHANGE]) {
    const manipulated = MANIPULATE[manipulation](candles, past);
    if (toText(await compute(manipulated, cutoff)) !== asItWas) changed.push(manipulation);
  }
  return {
    changed,
    leaks: MUST_NOT_CHANGE.filter((manipulation) => changed.includes(manipulation)),
    blind: MUST_CHANGE.filter((manipulation) => !changed.includes(manipulation)),
  };
}

function pastBars({ openTime, barMs, symbol }: Candles, cutoff: EpochMs): number {
  const past = openTime.filter((opened) => opened + barMs <= cutoff).length;
  if (past >= 2 && past < openTime.length) return past;
  throw new AlmanacError(
    'input.invalid',
    `${symbol}: ${past} of ${openTime.length} candles closed by the cutoff; look-ahead needs at least two before and one after it.`,
    { past, candles: openTime.length, cutoff },
  );
}

const MANIPULATE: Readonly<Record<Manipulation, (candles: Candles, past: number) => Candles>> = {
  truncated: (candles, past) => sliceCandles(candles, 0, past),
  // both ways, so that neither a maximum nor a minimum over the future stays the same
  altered: (candles, past) =>
    changePrices(candles, (price, i) => (i < past ? price : price * (i % 2 === 0 ? 10 : 0.1))),
  'garbage-appended': (candles, past) => appendGarbage(sliceCandles(candles, 0, past), candleCount(candles) - past),
  shifted: (candles, past) => {
    const close = candles.close;
    return changePrices(candles, (price, i) => (i < past ? (price * close[Math.max(0, i - 1)]) / close[i] : price));
  },
};

function changePrices(candles: Candles, change: (price: number, i: number) => number): Candles {
  return {
    ...candles,
    open: candles.open.map(change),
    high: candles.high.map(change),
    low: candles.low.map(change),
    close: candles.close.map(change),
  };
}

/** Bars no market has: wild, inconsistent, not finite. */
function appendGarbage(candles: Candles, count: number): Candles {
  const rng = Rng.seeded('look-ahead garbage');
  const last = candles.openTime[candles.openTime.length - 1];
  const opened = Array.from({ length: count }, (_, k) => last + (k + 1) * candles.barMs);
  const appended = (column: (typeof CANDLE_COLUMNS)[number]) =>
    Float64Array.from([...candles[column], ...(column === 'openTime' ? opened : opened.map(() => garbage(rng)))]);
  return {
    symbol: candles.symbol,
    barMs: candles.barMs,
    openTime: appended('openTime'),
    open: appended('open'),
    high: appended('high'),
    low: appended('low'),
    close: appended('close'),
    volume: appended('volume'),
  };
}

function garbage(rng: Rng): number {
  const kinds = [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1e12 * rng.uniform(),
    1e-12 * rng.uniform(),
    1e12 * rng.uniform(),
  ];
  return kinds[rng.below(kinds.length)];
}

function toText(answer: Answer): string {
  return typeof answer === 'string' ? answer : Buffer.from(answer).toString('base64');
}
