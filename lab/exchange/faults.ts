/** What the simulated exchange can be told to do wrong, as data. */
import type { EpochMs } from '../../domain/market/candles.ts';

interface Aim {
  /** Start of the path, e.g. `/api/v3/klines`; every path when absent. */
  readonly path?: string;
  /** Requests that match before the fault begins, and how many it then hits; for ever when absent. */
  readonly after?: number;
  readonly times?: number;
}

/** The whole answer goes wrong. */
export type AnswerFault = Aim &
  (
    | { readonly kind: 'status'; readonly status: number; readonly body?: unknown; readonly retryAfterS?: number }
    | { readonly kind: 'hang' }
    | { readonly kind: 'reset' }
    | { readonly kind: 'malformed' }
  );

/** The candles are wrong while the answer is well-formed; `barsBack` counts from the newest closed bar, which is 1. */
export type CandleFault = Aim &
  (
    | { readonly kind: 'stale'; readonly bars: number }
    | { readonly kind: 'gap'; readonly barsBack: number; readonly bars: number }
    | { readonly kind: 'constant'; readonly bars: number }
    | { readonly kind: 'scaled'; readonly barsBack: number; readonly factor: number }
    | { readonly kind: 'duplicate' | 'conflict' | 'swapped' | 'nan' | 'inverted'; readonly barsBack: number }
    | { readonly kind: 'time-divided'; readonly by: number }
    | { readonly kind: 'empty' }
  );

export type Fault = AnswerFault | CandleFault;

type Line = (string | number)[];

/** Klines as a broken venue would send them. `newest`: open time of the newest closed bar. */
export function spoilKlines(lines: readonly Line[], fault: CandleFault, newest: EpochMs, barMs: number): Line[] {
  const openBack = (bars: number) => newest - (bars - 1) * barMs;
  const at = (line: Line) => Number(line[0]);
  const changed = (barsBack: number, change: (line: Line) => Line[]) =>
    lines.flatMap((line) => (at(line) === openBack(barsBack) ? change(line) : [line]));
  switch (fault.kind) {
    case 'stale':
      return lines.filter((line) => at(line) <= openBack(fault.bars + 1));
    case 'gap':
      return lines.filter(
        (line) => at(line) < openBack(fault.barsBack + fault.bars - 1) || at(line) > openBack(fault.barsBack),
      );
    case 'constant':
      return frozen(lines, openBack(fault.bars));
    case 'scaled':
      return changed(fault.barsBack, (line) => [
        line.map((value, i) => (i >= 1 && i <= 4 ? Number(value) * fault.factor : value)),
      ]);
    case 'duplicate':
      return changed(fault.barsBack, (line) => [line, line]);
    case 'conflict':
      return changed(fault.barsBack, (line) => [line, line.with(5, '0.00100000')]);
    case 'swapped':
      return swapped(lines, openBack(fault.barsBack));
    case 'nan':
      return changed(fault.barsBack, (line) => [line.with(4, 'NaN')]);
    case 'inverted':
      return changed(fault.barsBack, (line) => [line.with(2, line[3]).with(3, line[2])]);
    case 'time-divided':
      return lines.map((line) => line.with(0, Math.floor(at(line) / fault.by)));
    case 'empty':
      return [];
    default:
      return fault satisfies never;
  }
}

function frozen(lines: readonly Line[], from: EpochMs): Line[] {
  const first = lines.find((line) => Number(line[0]) >= from);
  return lines.map((line) => (first !== undefined && Number(line[0]) >= from ? [line[0], ...first.slice(1)] : line));
}

function swapped(lines: readonly Line[], openTime: EpochMs): Line[] {
  const copy = [...lines];
  const at = copy.findIndex((line) => line[0] === openTime);
  if (at > 0) [copy[at - 1], copy[at]] = [copy[at], copy[at - 1]];
  return copy;
}
