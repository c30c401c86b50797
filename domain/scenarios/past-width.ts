import type { History } from '../market/history.ts';
import { middleWidth } from '../numeric/quantiles.ts';
import { blend, type WidthModel } from './width-model.ts';

/** How far from the hour of the cutoff a past move may have begun (METHODS §1). */
const HOURS_APART = 2;
/** Fewer do not tell how wide such moves come out. */
const FEWEST_MOVES = 200;

/**
 * Width of the middle 80 % that moves over so many bars have come to, as log-returns: those of the past that began at the
 * hour of the cutoff or near it, each in units of the width then expected of its bars, times the one expected now. Less
 * than that width itself where closes turn back within hours. Null where too few are known.
 */
export function pastWidth(history: History, model: WidthModel, bars: number): number | null {
  const { close, length } = history;
  const moves: number[] = [];
  for (let bar = 1; bar + bars <= length; bar++) {
    if (!(model.expected[bar] > 0) || hoursApart(model, bar - length) > HOURS_APART) continue;
    const move = Math.log(close[bar + bars - 1] / close[bar - 1]);
    if (Number.isFinite(move)) moves.push(move / widthOf(model, bar - length, bars, model.expected[bar]));
  }
  if (moves.length < FEWEST_MOVES) return null;
  return middleWidth(Float64Array.from(moves)) * widthOf(model, 0, bars, blend(model.variances));
}

function hoursApart({ hoursOfBar }: WidthModel, ahead: number): number {
  const apart = (hoursOfBar(ahead) - hoursOfBar(0) + 24) % 24;
  return Math.min(apart, 24 - apart);
}

/** As if no bar turned the one before it back. */
function widthOf({ hourFactors, hoursOfBar }: WidthModel, ahead: number, bars: number, square: number): number {
  let sum = 0;
  for (let bar = ahead; bar < ahead + bars; bar++) sum += hourFactors[hoursOfBar(bar)] ** 2;
  return Math.sqrt(sum * square);
}
