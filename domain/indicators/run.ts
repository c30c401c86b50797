/** Runs an indicator's kernel over columns (batch) or bar by bar (incremental): the same steps, hence the same bits. */
import { AlmanacError } from '../errors.ts';
import type { Bars, Indicator, Kernel } from './indicator.ts';

/** Parameters that differ from their defaults. */
export type Values<Names extends string> = Partial<Readonly<Record<Names, number>>>;

/**
 * Every output of an indicator over columns; shape (outputs)(bars). A missing bar (NaN or infinite anywhere) is
 * stepped over: its outputs are NaN and the bars after it see the sequence as if it were not there.
 * Throws `input.invalid` for a parameter that is unknown, too small or not whole.
 *
 * @example const [macd, signal, histogram] = batch(MACD, candles, { fast: 12, slow: 26, signal: 9 });
 */
export function batch<Names extends string>(
  indicator: Indicator<Names>,
  bars: Bars,
  values: Values<Names> = {},
): Float64Array[] {
  const kernel = startKernel(indicator, values);
  const length = bars.close.length;
  const out = indicator.outputs.map(() => new Float64Array(length));
  advance(kernel, bars, length, out);
  return out;
}

/** The outputs at the last bar only; shape (outputs), NaN where not defined. */
export function latest<Names extends string>(
  indicator: Indicator<Names>,
  bars: Bars,
  values: Values<Names> = {},
): number[] {
  return batch(indicator, bars, values).map((column) => (column.length === 0 ? Number.NaN : column[column.length - 1]));
}

/** One bar of prices in quote units and volume in base units. */
export interface Bar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/**
 * An indicator that is told one bar after the other; equal to `batch` to the bit.
 *
 * @example const rsi = new Incremental(RSI, { period: 14 }); const [value] = rsi.next(bar);
 */
export class Incremental<Names extends string = string> {
  readonly #kernel: Kernel;
  readonly #row = {
    open: new Float64Array(1),
    high: new Float64Array(1),
    low: new Float64Array(1),
    close: new Float64Array(1),
    volume: new Float64Array(1),
  };
  readonly #out: Float64Array[];

  constructor(indicator: Indicator<Names>, values: Values<Names> = {}) {
    this.#kernel = startKernel(indicator, values);
    this.#out = indicator.outputs.map(() => new Float64Array(1));
  }

  /** The outputs at this bar; shape (outputs). */
  next(bar: Bar): number[] {
    const row = this.#row;
    row.open[0] = bar.open;
    row.high[0] = bar.high;
    row.low[0] = bar.low;
    row.close[0] = bar.close;
    row.volume[0] = bar.volume;
    advance(this.#kernel, row, 1, this.#out);
    return this.#out.map((column) => column[0]);
  }
}

/** Runs the kernel over each unbroken stretch of present bars. */
function advance(kernel: Kernel, bars: Bars, length: number, out: readonly Float64Array[]): void {
  for (let from = 0; from < length; ) {
    let to = from;
    while (to < length && isPresent(bars, to)) to++;
    kernel.run(bars, from, to, out);
    if (to < length) for (const column of out) column[to] = Number.NaN;
    from = to + 1;
  }
}

/** False when any of the five numbers is NaN or infinite. */
function isPresent({ open, high, low, close, volume }: Bars, i: number): boolean {
  return Math.abs(open[i] + high[i] + low[i] + close[i] + volume[i]) < Number.POSITIVE_INFINITY;
}

function startKernel<Names extends string>(indicator: Indicator<Names>, values: Values<Names>): Kernel {
  for (const name of Object.keys(values)) {
    if (!(name in indicator.parameters)) {
      const known = Object.keys(indicator.parameters).join(', ') || 'none';
      throw new AlmanacError('input.invalid', `${indicator.name} has no parameter ${name}; it takes ${known}.`, {
        name,
      });
    }
  }
  const names = Object.keys(indicator.parameters) as Names[];
  return indicator.start(
    Object.fromEntries(names.map((name) => [name, checked(indicator, name, values[name])])) as Record<Names, number>,
  );
}

function checked<Names extends string>(indicator: Indicator<Names>, name: Names, asked: number | undefined): number {
  const { default: fallback, min, whole } = indicator.parameters[name];
  const value = asked ?? fallback;
  if (value >= min && value < Number.POSITIVE_INFINITY && (!whole || Number.isInteger(value))) return value;
  throw new AlmanacError(
    'input.invalid',
    `${indicator.name}: ${name} is ${value}; it must be ${whole ? `a whole number of at least ${min}` : 'a positive number'}.`,
    { name, value },
  );
}
