/** Halting takes one action and works with the database alone; going on takes two, and an executor that can compare the books. */
import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Clock, Stores, TradingStateRow } from '../../../activities/ports.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { MINUTE_MS } from '../../../domain/market/candles.ts';
import { releaseBrake } from '../../execution-worker/brake.ts';

/** So long a request to go on can be confirmed. */
const CONFIRM_WITHIN_MS = 10 * MINUTE_MS;

export interface Scope {
  /** An account, or `*`: all of them. */
  readonly scope: string;
}

export interface ResumeAsked {
  readonly code: string;
  readonly until: number;
  readonly rows: readonly TradingStateRow[];
}

export async function haltTrading(
  { tradingStates }: Stores,
  { now }: Clock,
  { scope, why }: Scope & { readonly why: string },
): Promise<TradingStateRow[]> {
  await tradingStates.tighten({ scope, state: 'halt', why, by: userInfo().username, since: now() });
  return await tradingStates.rows();
}

export async function askToResume({ tradingStates }: Stores, { now }: Clock, { scope }: Scope): Promise<ResumeAsked> {
  const rows = await tradingStates.rows();
  if (!rows.some((row) => row.scope === scope)) throw unknownScope(scope, rows);
  const code = randomBytes(3).toString('hex');
  const until = now() + CONFIRM_WITHIN_MS;
  await tradingStates.askToLoosen(scope, { state: 'normal', code, until });
  return { code, until, rows };
}

/** Also takes the file away that halts this machine. The executor's own halts are lifted by itself, where its books agree. */
export async function resumeTrading(
  { tradingStates }: Stores,
  { now }: Clock,
  { scope, code, dataDir }: Scope & { readonly code: string; readonly dataDir: string },
): Promise<TradingStateRow[]> {
  const loosened = await tradingStates.loosen(scope, code, { by: userInfo().username, at: now() });
  if (!loosened) {
    throw new AlmanacError(
      'trading.not-confirmed',
      `Nothing was asked for with the code "${code}", or it was more than ten minutes ago, or trading was halted again meanwhile. Ask again: npm run resume`,
      { scope },
    );
  }
  if (scope === '*') await releaseBrake(dataDir);
  return await tradingStates.rows();
}

function unknownScope(scope: string, rows: readonly TradingStateRow[]): AlmanacError {
  const known = rows.map((row) => row.scope).join(', ');
  return new AlmanacError('input.invalid', `There is no account "${scope}"; there is ${known}.`, { scope });
}
