/**
 * Why an outcome fell outside the 80 % interval (METHODS §9): each block of the forecast is set to its neutral value, the forecast is
 * combined anew by the release's own functions, and the block whose absence helps most is named, where it helps by more than it
 * does when nothing is wrong. One in five lies outside by design: that is an expected miss.
 */
import { NO_DIRECTION } from '../calibration/direction.ts';
import { quantileSorted } from '../numeric/quantiles.ts';
import { isCovered } from '../scoring/coverage.ts';
import { crps } from '../scoring/crps.ts';
import { combine, type BaselineAnswer } from './combine.ts';
import type { HorizonState } from './learned-state.ts';

export const BLOCKS = ['prices', 'similarity', 'direction', 'calibration'] as const;
export type Block = (typeof BLOCKS)[number];

/** Share of the CRPS that each block's absence saves; below 0 where the block helped. */
export type BlockEffects = Readonly<Record<Block, number>>;

export type Cause = Block | 'expected-miss';

/** What a horizon of a release was combined from. */
export type Combined = Parameters<typeof combine>[0];

/** Fewest outcomes inside their intervals from which it is known what a block does when nothing is wrong. */
export const FEWEST_HITS = 30;
const LEAST_SAVING = 0.1;
const UNUSUAL = 0.95;

const SIMILARITY_MEMBER = 'analogues';

/** @example blockEffects(from, Math.log(price / basePrice)).calibration // 0.3: without calibration CRPS would be 30 % lower */
export function blockEffects(from: Combined, outcome: number): BlockEffects {
  const full = crps(combine(from).quantiles, outcome);
  const saving = (without: Combined) => (full > 0 ? 1 - crps(combine(without).quantiles, outcome) / full : 0);
  return {
    prices: saving(withoutPrices(from)),
    similarity: saving({ ...from, members: from.members.filter(({ model }) => model !== SIMILARITY_MEMBER) }),
    direction: saving(relearned(from, { direction: NO_DIRECTION })),
    calibration: saving(relearned(from, { recalibration: null, hourScale: new Array<number>(24).fill(1) })),
  };
}

/** `hits`: effects on earlier outcomes of the same symbol and horizon that lay inside. Null where they are too few to tell. */
export function causeOf(effects: BlockEffects, hits: readonly BlockEffects[]): Cause | null {
  if (hits.length < FEWEST_HITS) return null;
  const [strongest] = BLOCKS.toSorted((a, b) => effects[b] - effects[a]);
  const usual = quantileSorted(Float64Array.from(hits, (hit) => hit[strongest]).sort(), UNUSUAL);
  return effects[strongest] >= LEAST_SAVING && effects[strongest] > usual ? strongest : 'expected-miss';
}

export function isMiss(quantiles: ArrayLike<number>, outcome: number): boolean {
  return !isCovered(quantiles, '80', outcome);
}

/** Every member but the analogues knows only how far prices usually move. */
function withoutPrices(from: Combined): Combined {
  const climatology = from.baselines.find(({ name }: BaselineAnswer) => name === 'climatology');
  if (!climatology) return from;
  const { quantiles } = climatology;
  const members = from.members.map((member) =>
    member.quantiles === null || member.model === SIMILARITY_MEMBER ? member : { ...member, quantiles },
  );
  return { ...from, members };
}

function relearned(from: Combined, change: Partial<HorizonState>): Combined {
  return { ...from, learned: from.learned && { ...from.learned, ...change } };
}
