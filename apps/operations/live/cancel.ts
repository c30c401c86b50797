/** What `halt` and the dead man's switch do at the venue; neither database nor engine is needed. */
import { cancelEntries, type EntriesCancelled } from '../../../adapters/exchange/orders/cancel-entries.ts';
import type { Config } from '../../config/config.ts';
import type { Secrets } from '../../config/secrets.ts';

const PATIENCE_MS = 20_000;

/** Null: there is no key here. @throws AlmanacError source.unreachable, source.refused. */
export async function cancelEntriesAtVenue(
  { venues, symbols, live }: Config,
  { VENUE_API_KEY: apiKey, VENUE_API_SECRET: secret }: Secrets,
): Promise<EntriesCancelled | null> {
  if (apiKey === undefined || secret === undefined) return null;
  const place = { venue: venues[0], key: { apiKey, secret }, clock: { now: () => Date.now() } };
  const patience = AbortSignal.timeout(PATIENCE_MS);
  return await cancelEntries({ ...place, origin: live.origin ?? undefined }, symbols, patience);
}

/** @example 'binance: 1 order that could buy cancelled (x), 2 that sell left where they are' */
export function cancelledText(venue: string, { cancelled, left, unsure }: EntriesCancelled): string {
  const named = (ids: readonly string[]) => (ids.length === 0 ? '' : ` (${ids.join(', ')})`);
  const parts = [
    `${cancelled.length} order(s) that could buy cancelled${named(cancelled)}`,
    `${left.length} that sell left where they are`,
    ...(unsure.length === 0 ? [] : [`NOT CONFIRMED, look at the venue: ${unsure.join(', ')}`]),
  ];
  return `${venue}: ${parts.join('; ')}`;
}
