/** The exit rules in the order in which they are asked; the first that closes decides. One more is one file and one line. */
import { breakEven } from './break-even.ts';
import type { ExitRule } from './exit-rule.ts';
import { hardStop } from './hard-stop.ts';
import { invalidation } from './invalidation.ts';
import { takeProfitLadder } from './take-profit-ladder.ts';
import { timeStop } from './time-stop.ts';
import { trailingAtr } from './trailing-atr.ts';
import { trailingPercent } from './trailing-percent.ts';

export const EXIT_RULES: readonly ExitRule[] = [
  hardStop,
  invalidation,
  timeStop,
  takeProfitLadder,
  breakEven,
  trailingPercent,
  trailingAtr,
];
