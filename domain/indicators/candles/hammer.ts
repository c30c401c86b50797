import { pinPattern } from './pin.ts';

/** Hammer: long lower shadow near or below the low of the bar before. 100 where found. */
export const CDLHAMMER = pinPattern(
  'CDLHAMMER',
  'lower',
  100,
  ({ bottom, before, near }) => bottom <= before.low + near,
);
