import { pinPattern } from './pin.ts';

/** Hanging man: long lower shadow near or above the high of the bar before. −100 where found. */
export const CDLHANGINGMAN = pinPattern(
  'CDLHANGINGMAN',
  'lower',
  -100,
  ({ bottom, before, near }) => bottom >= before.high - near,
);
