import type { Strategy } from './strategy.ts';

/** All in at the first open that can be had, and never out. */
export const buyAndHold: Strategy = {
  name: 'buy-and-hold',
  about: 'everything into the market at the second open, and no trade after',
  needsForecasts: false,
  start({ stopDistance, targetDistance }) {
    return ({ count }) => (count === 1 ? { exposure: 1, stopDistance, targetDistance } : null);
  },
};
