/** The processes that `npm start` runs where they are apart; `live`: those of real orders. */
export const ROLES = [
  'forecast-worker',
  'execution-worker',
  'live',
  'live-guard',
  'api',
  'telegram-bot',
  'watchdog',
] as const;
export type RoleName = (typeof ROLES)[number];
