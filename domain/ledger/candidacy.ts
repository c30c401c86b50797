/**
 * What becomes of a recipe that is tried beside releases of a market: entries of kind `rule`, from which it follows which recipe the
 * next release uses. A recipe is nominated once and backtested once; another attempt is another version (ADR 13).
 */
import {
  type Demotion,
  judgeDemotion,
  judgePromotion,
  type PairedForecast,
  type Promotion,
  WORSE_PROVEN_AT,
} from '../ensemble/promotion.ts';
import { type Recipe, recipeId } from '../ensemble/recipe.ts';
import type { EpochMs } from '../market/candles.ts';
import type { Rng } from '../numeric/random.ts';
import type { Estimate } from '../scoring/block-bootstrap.ts';
import { canonicalBytes, canonicalText } from './canonical.ts';
import { sha256 } from './hash.ts';

interface OfRecipe {
  readonly name: 'recipe';
  readonly symbol: string;
  /** Ids: of the recipe in question, and of the one that runs or ran. */
  readonly recipe: string;
  readonly beside: string;
}

/** From here on its forecasts count. */
export interface Nominated extends OfRecipe {
  readonly event: 'nominated';
  readonly choices: Recipe;
  readonly choicesSha256: string;
}

export interface Backtested extends OfRecipe {
  readonly event: 'backtested';
  /** Decisions from, and to. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly candlesSha256: string;
  readonly codeVersion: string;
  /** Of the stored pairs. */
  readonly pairsSha256: string;
  readonly horizons: readonly { readonly horizonHours: number; readonly decisions: number; readonly gain: Estimate }[];
}

/** `promoted`: the recipe runs from the next slot on. `demoted`: what it stood beside runs again. */
export interface Decided extends OfRecipe {
  readonly event: 'promoted' | 'rejected' | 'demoted';
  readonly rule: 'promotion-1' | 'demotion-1';
  readonly reasons: readonly string[];
  /** Of the pairs that were judged, ascending by horizon and moment. */
  readonly shadowSha256: string;
  readonly horizons: readonly {
    readonly horizonHours: number;
    readonly shadowReleases: number;
    readonly worse: number;
  }[];
}

export type CandidacyEvent = Nominated | Backtested | Decided;

/** What goes on beside releases. */
export interface Trial {
  readonly recipe: string;
  readonly beside: string;
  readonly since: EpochMs;
  /** `predecessor`: it ran until `beside` was promoted. */
  readonly kind: 'candidate' | 'predecessor';
  readonly backtest: Backtested | null;
}

export interface Standing {
  /** Id of the recipe that was promoted; null: what the installation runs. */
  readonly inForce: string | null;
  readonly trial: Trial | null;
  /** For good, ascending by time. */
  readonly rejected: readonly { readonly recipe: string; readonly at: EpochMs; readonly reasons: readonly string[] }[];
}

export const NOTHING_TRIED: Standing = { inForce: null, trial: null, rejected: [] };

export function nominationOf(symbol: string, recipe: Recipe, beside: string): Nominated {
  const choicesSha256 = sha256(canonicalBytes(recipe));
  return {
    name: 'recipe',
    event: 'nominated',
    symbol,
    recipe: recipeId(recipe),
    beside,
    choices: recipe,
    choicesSha256,
  };
}

/** The entry as the ledger takes it: each event once per market and recipe. */
export function candidacyEntry(event: CandidacyEvent) {
  const key = `${event.event}_${event.symbol.replace('/', '-')}_${event.recipe}`;
  return { kind: 'rule', schema: 1, key, body: canonicalText(event) } as const;
}

/** Null for another entry of kind `rule`. */
export function candidacyEvent(body: string): CandidacyEvent | null {
  const rule = JSON.parse(body) as CandidacyEvent | { readonly name: 'claims' | 'promotion' | 'demotion' };
  return rule.name === 'recipe' ? rule : null;
}

/** @example events.reduce(evolveStanding, NOTHING_TRIED).inForce // 'three-carry-1' once that was promoted */
export function evolveStanding(
  standing: Standing,
  { event, at }: { readonly event: CandidacyEvent; readonly at: EpochMs },
): Standing {
  const { recipe, beside } = event;
  switch (event.event) {
    case 'nominated':
      return { ...standing, trial: { recipe, beside, since: at, kind: 'candidate', backtest: null } };
    case 'backtested': {
      const { trial } = standing;
      return trial?.recipe === recipe ? { ...standing, trial: { ...trial, backtest: event } } : standing;
    }
    case 'promoted': {
      const trial = { recipe: beside, beside: recipe, since: at, kind: 'predecessor', backtest: null } as const;
      return { ...standing, inForce: recipe, trial };
    }
    case 'rejected':
      return { ...standing, trial: null, rejected: [...standing.rejected, { recipe, at, reasons: event.reasons }] };
    case 'demoted': {
      const rejected = [...standing.rejected, { recipe, at, reasons: event.reasons }];
      return { inForce: beside, trial: null, rejected };
    }
    default:
      return event satisfies never;
  }
}

/** What the rules say of a trial now. */
export interface Judged {
  readonly verdict: Promotion['verdict'] | Demotion['verdict'];
  readonly reasons: readonly string[];
  readonly horizons: Decided['horizons'];
  /** To be written down; null: it goes on. */
  readonly decided: Decided | null;
}

/** Ascending by `issuedAt` at each horizon. */
export interface TrialPairs {
  /** Null before they were recorded. */
  readonly backtest: readonly PairedForecast[] | null;
  /** Of releases beside which the trial ran. */
  readonly shadow: readonly PairedForecast[];
}

/**
 * A candidate without a backtest waits for it, unless it is proven worse; one that lost it is rejected, because its version has had it.
 *
 * @example judgeTrial('BTC/USDT', trial, { backtest: null, shadow: [] }, Rng.seeded('promotion')).verdict // 'wait'
 */
export function judgeTrial(symbol: string, trial: Trial, pairs: TrialPairs, rng: Rng): Judged {
  return trial.kind === 'predecessor'
    ? judgePredecessor(symbol, trial, pairs.shadow)
    : judgeCandidate(symbol, trial, pairs, rng);
}

function judgePredecessor(symbol: string, { recipe, beside }: Trial, shadow: TrialPairs['shadow']): Judged {
  const { verdict, reasons, horizons } = judgeDemotion(shadow);
  const of = { name: 'recipe', symbol, recipe: beside, beside: recipe } as const;
  const demoted = {
    ...of,
    event: 'demoted',
    rule: 'demotion-1',
    reasons,
    horizons,
    shadowSha256: hashOf(shadow),
  } as const;
  return { verdict, reasons, horizons, decided: verdict === 'demote' ? demoted : null };
}

function judgeCandidate(symbol: string, { recipe, beside }: Trial, pairs: TrialPairs, rng: Rng): Judged {
  const { backtest, shadow } = pairs;
  const judged = judgePromotion({ backtest: backtest ?? [], shadow }, rng);
  const horizons = judged.horizons.map(({ horizonHours, shadowReleases, worse }) => ({
    ...{ horizonHours, shadowReleases, worse },
  }));
  const provenWorse = horizons.some(({ worse }) => worse >= WORSE_PROVEN_AT);
  if (backtest === null && !provenWorse) {
    return { verdict: 'wait', reasons: ['no backtest is recorded yet'], horizons, decided: null };
  }
  const { verdict, reasons } = judged;
  if (verdict === 'wait') return { verdict, reasons, horizons, decided: null };
  const decided = {
    ...({ name: 'recipe', event: verdict === 'promote' ? 'promoted' : 'rejected', rule: 'promotion-1' } as const),
    ...{ symbol, recipe, beside, reasons, horizons, shadowSha256: hashOf(shadow) },
  };
  return { verdict, reasons, horizons, decided };
}

function hashOf(pairs: readonly PairedForecast[]): string {
  return sha256(canonicalBytes(pairs));
}
