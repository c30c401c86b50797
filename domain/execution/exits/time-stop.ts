import { CLOSE, type ExitRule, HOLD } from './exit-rule.ts';

/** Closes at the horizon of the card. */
export const timeStop: ExitRule = {
  name: 'time',
  check: ({ exits }, { time }) => (time >= exits.timeExitAt ? CLOSE : HOLD),
};
