/** Who asks, and whether the request is as old as it may be. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EpochMs } from '../../../domain/market/candles.ts';
import { Refusal } from '../refusal.ts';
import type { SpotAccount } from './account.ts';

const DEFAULT_WINDOW_MS = 5_000;
const LONGEST_WINDOW_MS = 60_000;
/** So far ahead a clock may be. */
const AHEAD_MS = 1_000;

/** `signed`: all parameters as they were sent, in their order. Throws -2014, -2015, -1022, -1021. */
export function authenticated(
  accounts: readonly SpotAccount[],
  apiKey: string | undefined,
  signed: string,
  now: EpochMs,
): SpotAccount {
  if (apiKey === undefined || apiKey === '') throw new Refusal(-2014, 'API-key format invalid.', 401);
  const account = accounts.find(({ terms }) => terms.apiKey === apiKey);
  if (account === undefined) throw new Refusal(-2015, 'Invalid API-key, IP, or permissions for action.', 401);
  const at = signed.lastIndexOf('&signature=');
  const payload = signed.slice(0, at);
  if (at < 0 || !isSignature(account.terms.secret, payload, signed.slice(at + '&signature='.length))) {
    throw new Refusal(-1022, 'Signature for this request is not valid.');
  }
  requireInTime(new URLSearchParams(payload), now);
  return account;
}

function isSignature(secret: string, payload: string, given: string): boolean {
  const expected = createHmac('sha256', secret).update(payload).digest();
  const bytes = Buffer.from(given, 'hex');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

function requireInTime(parameters: URLSearchParams, now: EpochMs): void {
  const timestamp = Number(parameters.get('timestamp') ?? Number.NaN);
  const windowMs = Number(parameters.get('recvWindow') ?? DEFAULT_WINDOW_MS);
  if (!(windowMs > 0 && windowMs <= LONGEST_WINDOW_MS)) throw new Refusal(-1131, 'recvWindow must be less than 60000.');
  if (!Number.isFinite(timestamp)) throw new Refusal(-1102, "Mandatory parameter 'timestamp' was not sent.");
  if (timestamp >= now + AHEAD_MS) {
    throw new Refusal(-1021, `Timestamp for this request was ${AHEAD_MS}ms ahead of the server's time.`);
  }
  if (now - timestamp > windowMs) throw new Refusal(-1021, 'Timestamp for this request is outside of the recvWindow.');
}
