import { CLOSE, type ExitRule, HOLD } from './exit-rule.ts';

/** Closes when the card was taken back: the forecast behind it turned, or a person said so. */
export const invalidation: ExitRule = {
  name: 'invalidated',
  check: ({ invalidatedBy }) => (invalidatedBy === null ? HOLD : CLOSE),
};
