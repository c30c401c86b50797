import { pinPattern } from './pin.ts';

/** Inverted hammer: long upper shadow, the body wholly below the body before. 100 where found. */
export const CDLINVERTEDHAMMER = pinPattern(
  'CDLINVERTEDHAMMER',
  'upper',
  100,
  ({ top, before }) => top < before.bottom,
);
