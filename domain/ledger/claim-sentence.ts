import type { TrackClaim } from './track-record.ts';

/** What may be said of a claim today (METHODS §7). `what`: "the ranges of BTC/USDT at 24 h"; `base`: "climatology". */
export function claimSentence(
  { verdict, stands, since, decisions, withdrawn }: TrackClaim,
  what: string,
  base: string,
): string {
  const broken = withdrawn > 0 ? ` Withdrawn before: ${withdrawn}.` : '';
  const day = since === null ? '' : ` since ${new Date(since).toISOString().slice(0, 10)}`;
  if (verdict === 'unknown' || !stands) {
    return `Not yet known whether ${what} are better than ${base}: ${decisions} outcomes so far.${broken}`;
  }
  return `Proven ${verdict} than ${base}${day}: ${what}, ${decisions} outcomes.${broken}`;
}
