/** Horizontal things: grid lines, support and resistance, the barriers, and the price tags on the right edge. */
import { formatPrice } from '../../narrative/figures.ts';
import type { ChartInput } from './input.ts';
import { haloText, type Json, rectangle, rule, text } from './drawing.ts';
import { priceY, type Scales } from './scales.ts';
import { COLOUR, PLOT } from './theme.ts';

const TAG_HEIGHT = 22;
const LEVELS_PER_KIND = 3;

interface Tag {
  readonly price: number;
  readonly colour: string;
}

export function gridLines(scales: Scales): Json[] {
  return scales.ticks.map((price) =>
    rule(PLOT.left, priceY(scales, price), PLOT.right, priceY(scales, price), COLOUR.hairline),
  );
}

/** Levels inside the picture: a dashed line through past and future, with what it is written at its left end. */
export function levelLines(input: ChartInput, scales: Scales): Json[] {
  return shownLevels(input, scales).flatMap(({ price, kind, origin }) => {
    const y = priceY(scales, price);
    const above = kind === 'resistance' ? -10 : 11;
    return [
      rule(PLOT.left, y, PLOT.right, y, COLOUR[kind], [7, 5], 1.25),
      ...haloText(`${kind} · ${origin.replaceAll('-', ' ')}`, PLOT.left + 8, y + above, {
        size: 12,
        colour: COLOUR[kind],
      }),
    ];
  });
}

/** The scenario barriers, solid over the forecast. */
export function barrierLines({ frame }: ChartInput, scales: Scales): Json[] {
  if (frame === null) return [];
  const line = (price: number, colour: string) => {
    const y = priceY(scales, price);
    return rule(PLOT.cutoff, y, PLOT.right, y, colour, [], 2);
  };
  return [line(frame.upper, COLOUR.resistance), line(frame.lower, COLOUR.support)];
}

/** Tick prices in grey, and tags for what matters; a tick under a tag is left out, tags that would overlap move apart. */
export function priceTags(input: ChartInput, scales: Scales, decimals: number): Json[] {
  const tags = spreadApart(tagsOf(input, scales).map((tag) => ({ ...tag, y: priceY(scales, tag.price) })));
  const free = scales.ticks.filter((price) => tags.every(({ y }) => Math.abs(y - priceY(scales, price)) > TAG_HEIGHT));
  const label = (price: number, y: number, colour: string, bold: boolean) => {
    const content = formatPrice(price, decimals);
    return text(content, PLOT.right + 16, y, { size: content.length > 9 ? 11 : 13, bold, colour });
  };
  return [
    ...free.map((price) => label(price, priceY(scales, price), COLOUR.muted, false)),
    ...tags.flatMap(({ price, colour, y }) => [
      rectangle(
        { x: PLOT.right + 9, y: y - TAG_HEIGHT / 2, width: 94, height: TAG_HEIGHT },
        { fill: colour, radius: 4 },
      ),
      label(price, y, COLOUR.panel, true),
    ]),
  ];
}

function tagsOf(input: ChartInput, scales: Scales): Tag[] {
  const frame = input.frame ? [input.frame.upper, input.frame.lower] : [];
  const levels = shownLevels(input, scales).filter(({ price }) => !frame.includes(price));
  return [
    { price: input.basePrice, colour: COLOUR.ink },
    ...frame.map((price) => ({ price, colour: price > input.basePrice ? COLOUR.resistance : COLOUR.support })),
    ...levels.map(({ price, kind }) => ({ price, colour: COLOUR[kind] })),
  ];
}

/** Levels inside the picture, few enough to read: the barriers, then the strongest that keep their distance. */
function shownLevels({ levels, frame }: ChartInput, scales: Scales): ChartInput['levels'] {
  const isBarrier = (price: number) => price === frame?.upper || price === frame?.lower;
  const ranked = levels
    .filter(({ price }) => price > scales.lowest && price < scales.highest)
    .toSorted((a, b) => Number(isBarrier(b.price)) - Number(isBarrier(a.price)) || b.strength - a.strength);
  const shown: ChartInput['levels'][number][] = [];
  for (const level of ranked) {
    const alike = shown.filter(({ kind }) => kind === level.kind);
    const apart = shown.every(
      ({ price }) => Math.abs(priceY(scales, price) - priceY(scales, level.price)) > TAG_HEIGHT,
    );
    if (alike.length < LEVELS_PER_KIND && apart) shown.push(level);
  }
  return shown;
}

/** Tags from top to bottom, each at least its height below the one above. */
function spreadApart<T extends { readonly y: number }>(tags: readonly T[]): T[] {
  const placed: T[] = [];
  for (const tag of tags.toSorted((a, b) => a.y - b.y)) {
    const above = placed.at(-1)?.y ?? Number.NEGATIVE_INFINITY;
    placed.push({ ...tag, y: Math.max(tag.y, above + TAG_HEIGHT + 2) });
  }
  return placed;
}
