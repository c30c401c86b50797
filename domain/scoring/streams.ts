/** Bets whose spans overlap are not one after the other: they go to separate streams (METHODS §7). */
import type { EpochMs } from '../market/candles.ts';

export interface Span {
  readonly issuedAt: EpochMs;
  readonly resolvedAt: EpochMs;
}

/** The first stream whose last bet has resolved when this one is issued, else one more; it is taken until this one resolves. */
export function joinStream<S extends { resolvedAt: EpochMs }>(streams: S[], span: Span, open: () => S): S {
  const free = streams.find(({ resolvedAt }) => resolvedAt <= span.issuedAt);
  const joined = free ?? open();
  if (!free) streams.push(joined);
  joined.resolvedAt = span.resolvedAt;
  return joined;
}
