/** Why a forecast is another one than the last: one cause after the other is replaced, with common random numbers (METHODS §9). */
import { levelIndex } from '../numeric/levels.ts';

/** In the order in which they are replaced. */
export const CHANGE_PARTS = ['calendar', 'prices', 'state', 'models', 'combination'] as const;
export type ChangePart = (typeof CHANGE_PARTS)[number];

/** One horizon as it was forecast under some mixture of then and now. */
export interface Stage {
  /** Log-returns on LEVELS, shape (103). */
  readonly quantiles: ArrayLike<number>;
  readonly pUp: number;
}

export interface ChangeStages {
  /** As it was published then, and as it is published now. */
  readonly then: Stage;
  readonly now: Stage;
  /** Everything of then, by the code of today; equal to `then` where no model has another version. */
  readonly thenByToday: Stage;
  /** The prices of then, seen at today's hour and weekday. */
  readonly calendar: Stage;
  /** The prices of today; parameters and combination of then. */
  readonly prices: Stage;
  /** The members of today; the combination of then. */
  readonly members: Stage;
}

export interface Change {
  /** Of p_up, and of ln(q.90 − q.10); parts that sum to the total, in the order of CHANGE_PARTS. */
  readonly direction: readonly PartOfChange[];
  readonly width: readonly PartOfChange[];
}

export interface PartOfChange {
  readonly part: ChangePart;
  readonly difference: number;
}

/**
 * Other sources, regime and similarity have no part in the published forecast, and say so with 0; what a new version of a model
 * makes of the old inputs belongs to `models`.
 *
 * @example changeOf(stages).width.reduce((sum, { difference }) => sum + difference, 0)
 */
export function changeOf(stages: ChangeStages): Change {
  return { direction: partsOf(stages, ({ pUp }) => pUp), width: partsOf(stages, logWidth) };
}

function partsOf(
  { then, now, thenByToday, calendar, prices, members }: ChangeStages,
  of: (stage: Stage) => number,
): PartOfChange[] {
  const differences: Readonly<Record<ChangePart, number>> = {
    calendar: of(calendar) - of(thenByToday),
    prices: of(prices) - of(calendar),
    state: 0,
    models: of(thenByToday) - of(then) + (of(members) - of(prices)),
    combination: of(now) - of(members),
  };
  return CHANGE_PARTS.map((part) => ({ part, difference: differences[part] }));
}

function logWidth({ quantiles }: Stage): number {
  return Math.log(quantiles[levelIndex(0.9)] - quantiles[levelIndex(0.1)]);
}
