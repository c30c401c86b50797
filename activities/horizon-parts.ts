import type { MembersHandover } from './ask-members.ts';
import type { Learned } from './learned.ts';

/** What `combine` takes of one horizon, from hand-overs that hold all of them. */
export function horizonParts(horizonHours: number, members: MembersHandover, { ensemble }: Pick<Learned, 'ensemble'>) {
  return {
    horizonHours,
    members: members
      .filter((member) => member.horizonHours === horizonHours)
      .map(({ horizonHours: _, ...member }) => member),
    learned: ensemble.horizons.find(({ horizonBars }) => horizonBars === horizonHours) ?? null,
  };
}
