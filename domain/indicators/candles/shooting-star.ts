import { pinPattern } from './pin.ts';

/** Shooting star: long upper shadow, the body wholly above the body before. −100 where found. */
export const CDLSHOOTINGSTAR = pinPattern(
  'CDLSHOOTINGSTAR',
  'upper',
  -100,
  ({ bottom, before }) => bottom > before.top,
);
