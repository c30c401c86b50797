/** From what members have been worth to their shares in the combination. */
import { skill } from '../scoring/skill.ts';
import { normalised } from './average.ts';
import type { MemberRecord } from './learned-state.ts';
import type { Recipe } from './recipe.ts';

/** CRPS of one member, of climatology and of the combination at one past decision, with what that decision still counts. */
export interface MemberLoss {
  readonly crps: number;
  readonly climatologyCrps: number;
  readonly combinedCrps: number;
  readonly weight: number;
}

/**
 * Shares by exponential weighting of shrunken skill (Vovk 1990; Berrisch & Ziel 2023 for CRPS): ∝ exp(sharpness ·
 * skill · n/(n + n₀)), n the effective number of decisions, skill against the combination at the same decisions: members
 * need not have answered the same ones. Without a record every share is equal; a worse member of
 * the same record always gets less; shares sum to 1.
 */
export function weighMembers(losses: ReadonlyMap<string, readonly MemberLoss[]>, recipe: Recipe): MemberRecord[] {
  const models = [...losses.keys()].sort();
  const records = models.map((model) => recordOf(model, losses.get(model) ?? [], recipe));
  const best = Math.max(...records.map(({ logWeight }) => logWeight));
  const weights = normalised(records.map(({ logWeight }) => Math.exp(logWeight - best)));
  return records.map(({ model, decisions, skill }, i) => ({ model, decisions, skill, weight: weights[i] }));
}

function recordOf(model: string, losses: readonly MemberLoss[], { sharpness, halfBeliefDecisions }: Recipe) {
  let effective = 0;
  let own = 0;
  let reference = 0;
  let combination = 0;
  for (const { crps, climatologyCrps, combinedCrps, weight } of losses) {
    effective += weight;
    own += weight * crps;
    reference += weight * climatologyCrps;
    combination += weight * combinedCrps;
  }
  const measured = reference > 0 ? skill(own, reference) : 0;
  const earned = combination > 0 ? skill(own, combination) : 0;
  const logWeight = (sharpness * earned * effective) / (effective + halfBeliefDecisions);
  return { model, decisions: losses.length, skill: measured, logWeight };
}
