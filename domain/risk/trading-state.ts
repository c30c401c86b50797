/** What an account may do at all (INCIDENTS 2.2): in `reduce` cancels and exits, in `halt` cancels alone. */
export const TRADING_STATES = ['normal', 'reduce', 'halt'] as const;
export type TradingState = (typeof TRADING_STATES)[number];

/** Of several the one that allows least; `normal` where there is none. @example strictest(['normal', 'reduce']) // 'reduce' */
export function strictest(states: readonly TradingState[]): TradingState {
  return TRADING_STATES.findLast((state) => states.includes(state)) ?? 'normal';
}
