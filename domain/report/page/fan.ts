/** The forecast as a picture that reads on a phone: past closes, nested ranges, the prices at their edges. Colours come from the page. */
import { formatPrice, priceDecimals } from '../../narrative/figures.ts';
import { formatClock } from '../../narrative/moments.ts';
import { fanPoints } from '../chart/fan.ts';
import type { PublishedInput } from '../input.ts';
import type { Wording } from '../post/wording.ts';
import { html, type Markup } from './html.ts';
import type { PageRelease } from './input.ts';

export interface FanSize {
  readonly name: 'narrow' | 'wide';
  readonly width: number;
  readonly height: number;
}

/** Shown one at a time, by the width of the screen: text keeps its size. */
export const FAN_SIZES: readonly FanSize[] = [
  { name: 'narrow', width: 360, height: 300 },
  { name: 'wide', width: 760, height: 340 },
];

const HOUR_MS = 3_600_000;
const PAST_HOURS = 36;
const STEP_HOURS = 0.5;
const EDGE = { top: 22, bottom: 24, left: 4, right: 62 };
/** Prices closer than this many pixels would be written over each other. */
const LINE = 13;
const SHARES = [
  ['95', 0, 6],
  ['80', 1, 5],
  ['50', 2, 4],
] as const;
const MEDIAN = 3;

interface Plot {
  readonly size: FanSize;
  x(hours: number): number;
  y(price: number): number;
}

export function fanSvg(
  release: PageRelease & { readonly input: PublishedInput },
  size: FanSize,
  alt: string,
  zone: string,
  wording: Wording,
): Markup {
  const { input, closes } = release;
  const cutoff = Date.parse(input.cutoff);
  const past = closes
    .map(({ at, price }) => ({ hours: (at - cutoff) / HOUR_MS, price }))
    .filter(({ hours }) => hours >= -PAST_HOURS && hours <= 0);
  const fan = fanPoints({ ...input, ...(release.fan && { fan: release.fan }) }, STEP_HOURS);
  const last = fan[fan.length - 1];
  const plot = plotOf(
    size,
    [past[0]?.hours ?? 0, last.hours],
    [...past.map(({ price }) => price), ...fan.flatMap(({ prices }) => prices)],
  );
  const line = (points: readonly { readonly hours: number; readonly price: number }[]) =>
    points.map(({ hours, price }) => `${pixel(plot.x(hours))},${pixel(plot.y(price))}`).join(' ');
  const edge = (i: number) => fan.map(({ hours, prices }) => ({ hours, price: prices[i] }));
  return html`<svg class="fan ${size.name}" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="${alt}">
${timeAxis(input, plot, cutoff, zone, wording)}
${SHARES.map(([share, low, high]) => html`<polygon class="band${share}" points="${line([...edge(low), ...edge(high).toReversed()])}"/>`)}
<polyline class="median" points="${line(edge(MEDIAN))}"/>
<polyline class="past" points="${line(past)}"/>
${outcomeMarks(release, plot, cutoff)}
${edgePrices(input, last.prices, plot, wording)}
</svg>`;
}

function plotOf(size: FanSize, [first, last]: readonly [number, number], prices: readonly number[]): Plot {
  const [low, high] = [Math.log(Math.min(...prices)), Math.log(Math.max(...prices))];
  const [width, height] = [size.width - EDGE.left - EDGE.right, size.height - EDGE.top - EDGE.bottom];
  return {
    size,
    x: (hours) => EDGE.left + (width * (hours - first)) / (last - first),
    y: (price) => EDGE.top + (height * (high - Math.log(price))) / (high - low || 1),
  };
}

/** A line where each forecast ends, and the time of day below it. */
function timeAxis(
  { forecasts }: PublishedInput,
  { size, x }: Plot,
  cutoff: number,
  zone: string,
  wording: Wording,
): Markup[] {
  const bottom = size.height - EDGE.bottom;
  const shown = forecasts.filter(({ horizonHours }, i) => {
    const next = forecasts[i + 1];
    return next === undefined || x(next.horizonHours) - x(horizonHours) > 40;
  });
  return [
    html`<line class="cut" x1="${pixel(x(0))}" x2="${pixel(x(0))}" y1="${EDGE.top - 6}" y2="${bottom}"/><text class="tick" x="${pixel(x(0))}" y="${size.height - 8}" text-anchor="middle">${formatClock(cutoff, zone)}</text>`,
    ...forecasts.map(
      ({ horizonHours }) =>
        html`<line class="grid" x1="${pixel(x(horizonHours))}" x2="${pixel(x(horizonHours))}" y1="${EDGE.top - 6}" y2="${bottom}"/>`,
    ),
    ...shown.map(
      ({ horizonHours }) =>
        html`<text class="tick" x="${pixel(x(horizonHours))}" y="${EDGE.top - 10}" text-anchor="middle">+${wording.horizon(horizonHours)}</text><text class="tick" x="${pixel(x(horizonHours))}" y="${size.height - 8}" text-anchor="middle">${formatClock(cutoff + horizonHours * HOUR_MS, zone)}</text>`,
    ),
  ];
}

/** Prices at the right edge: the ends of the 95 and 80 % ranges and the middle, as far as they do not touch. */
function edgePrices(
  { basePrice }: PublishedInput,
  prices: readonly number[],
  { size, y }: Plot,
  wording: Wording,
): Markup[] {
  const decimals = priceDecimals(basePrice);
  const taken: number[] = [];
  const free = [MEDIAN, 1, 5, 0, 6].filter((i) => {
    const at = y(prices[i]);
    if (taken.some((other) => Math.abs(other - at) < LINE)) return false;
    taken.push(at);
    return true;
  });
  return free.map(
    (i) =>
      html`<text class="${i === MEDIAN ? 'tag strong' : 'tag'}" x="${size.width - EDGE.right + 5}" y="${pixel(y(prices[i]) + 4)}">${wording.figure(formatPrice(prices[i], decimals))}</text>`,
  );
}

function outcomeMarks({ outcomes }: PageRelease, { x, y }: Plot, cutoff: number): Markup[] {
  return outcomes.flatMap(({ at, price }) =>
    price === null
      ? []
      : [html`<circle class="outcome" cx="${pixel(x((at - cutoff) / HOUR_MS))}" cy="${pixel(y(price))}" r="4.5"/>`],
  );
}

const pixel = (value: number): string => value.toFixed(1);
