/** What a post says besides the release itself. */
import type { PostContext } from '../domain/report/post/context.ts';
import type { StoredRelease } from './ports.ts';

export function postContext({ request, ledger }: StoredRelease): PostContext {
  return { ledger, zone: request.zone, nextSlotAt: null, change: null, live: null };
}
