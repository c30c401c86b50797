import type { EpochMs } from '../domain/market/candles.ts';
import { recipesInForce } from './candidacy.ts';
import { planSlotReleases, type ReleasePlan } from './plan.ts';
import type { Ports, ReleaseRequest, SlotRequest } from './ports.ts';

/** The releases of a slot, each by the recipe that is in force for its market; their rows are reserved. */
export async function planSlot(
  { stores, clock }: Pick<Ports, 'stores' | 'clock'>,
  plan: ReleasePlan,
  request: SlotRequest,
  startedFor: EpochMs,
): Promise<ReleaseRequest[]> {
  const recipeOf = await recipesInForce(stores, request.source);
  const requests: ReleaseRequest[] = [];
  for (const planned of planSlotReleases(plan, request, startedFor, clock.now())) {
    const asked = { ...planned, ...recipeOf(planned.symbol) };
    await stores.releases.begin(asked);
    requests.push(asked);
  }
  return requests;
}
