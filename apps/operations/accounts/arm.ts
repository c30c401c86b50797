/** The second of the two switches: an account of real money may enter trades until a moment that a person chose. */
import type { Clock, Stores } from '../../../activities/ports.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../../domain/market/candles.ts';
import { accountNamed } from './read.ts';

/** What is armed for longer has been forgotten. */
export const LONGEST_ARMING_MS = 7 * DAY_MS;
export const SHORTEST_ARMING_MS = MINUTE_MS;

export interface ArmingAsked {
  readonly accountId: string;
  readonly until: EpochMs | null;
}

export interface Armed {
  readonly accountId: string;
  readonly armedUntil: EpochMs | null;
}

export async function armAccount(stores: Stores, { now }: Clock, { accountId, until }: ArmingAsked): Promise<Armed> {
  const { mode } = await accountNamed(stores, accountId);
  if (mode !== 'live') throw paperAccount(accountId);
  if (until !== null && until > now() + LONGEST_ARMING_MS) throw tooLong();
  await stores.accounts.arm(accountId, until);
  return { accountId, armedUntil: until };
}

/** `--for=4h`; m, h and d. @example armingMs('30m') // 1800000 */
export function armingMs(text: string): number {
  const [, count, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  const lengthMs = Number(count) * (unit === 'm' ? MINUTE_MS : unit === 'h' ? 60 * MINUTE_MS : DAY_MS);
  if (lengthMs >= SHORTEST_ARMING_MS && lengthMs <= LONGEST_ARMING_MS) return lengthMs;
  if (lengthMs > LONGEST_ARMING_MS) throw tooLong();
  throw new AlmanacError('input.invalid', `--for=${text} is no span; write 30m, 4h or 2d, at most 7d.`, { for: text });
}

export function paperAccount(accountId: string): AlmanacError {
  return new AlmanacError(
    'input.invalid',
    `"${accountId}" is a paper account: it trades without being armed, and can send no real order.`,
    { accountId },
  );
}

function tooLong(): AlmanacError {
  return new AlmanacError('input.invalid', 'An account is armed for at most seven days; arm it again then.', {});
}
