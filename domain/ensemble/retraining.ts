/** Two learned states side by side: what a retraining made, and what ran before it. Read from the registry. */
import type { EpochMs } from '../market/candles.ts';
import { ENSEMBLE, type RegisteredModel } from './registered.ts';

export interface StateAtHorizon {
  readonly horizonHours: number;
  /** Of the rehearsed ensemble; null while the record is too thin. */
  readonly rehearsal: { readonly decisions: number; readonly skill: number; readonly coverage80: number } | null;
  /** Shares of the members that carry the forecast; they sum to 1. */
  readonly shares: Readonly<Record<string, number>>;
}

export interface StateSummary {
  readonly learnedKey: string;
  readonly boundary: EpochMs;
  readonly codeVersion: string;
  readonly recipe: string;
  readonly dataSha256: string;
  readonly bars: number;
  readonly dropped: readonly { readonly member: string; readonly reason: string }[];
  readonly horizons: readonly StateAtHorizon[];
}

/**
 * The state that the newest ensemble among the entries stands for; null without one. Entries of one market, those of
 * other states are left out.
 *
 * @example stateOf(await registry.newest({ symbol: 'BTC/USDT', source: 'live' }))?.horizons[0].shares['har-x']
 */
export function stateOf(entries: readonly RegisteredModel[]): StateSummary | null {
  const ensemble = entries.find(({ member }) => member === ENSEMBLE);
  if (!ensemble) return null;
  const members = entries.filter(({ member, learnedKey }) => learnedKey === ensemble.learnedKey && member !== ENSEMBLE);
  const { learnedKey, boundary, codeVersion, version: recipe, dataSha256, window } = ensemble;
  const horizons = [...new Set(members.flatMap(({ scores }) => Object.keys(scores)))];
  return {
    learnedKey,
    boundary,
    codeVersion,
    recipe,
    dataSha256,
    bars: window.bars,
    dropped: members.flatMap(({ member, droppedReason }) => (droppedReason ? [{ member, reason: droppedReason }] : [])),
    horizons: horizons
      .map((hours) => ({
        horizonHours: Number(hours),
        rehearsal: rehearsalOf(ensemble, hours),
        shares: sharesOf(members, hours),
      }))
      .sort((a, b) => a.horizonHours - b.horizonHours),
  };
}

function rehearsalOf({ scores }: RegisteredModel, hours: string): StateAtHorizon['rehearsal'] {
  const score = scores[hours];
  if (score?.coverage80 === undefined) return null;
  return { decisions: score.decisions, skill: score.skill, coverage80: score.coverage80 };
}

function sharesOf(members: readonly RegisteredModel[], hours: string): Record<string, number> {
  const core = members.filter(({ role, droppedReason }) => role === 'core' && droppedReason === null);
  const weights = core.map(({ scores }) => scores[hours]?.weight ?? 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Object.fromEntries(core.map(({ member }, i) => [member, total > 0 ? weights[i] / total : 0]));
}
