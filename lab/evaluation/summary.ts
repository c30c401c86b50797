import { levelIndex } from '../../domain/numeric/levels.ts';
import { brier } from '../../domain/scoring/brier.ts';
import { isCovered } from '../../domain/scoring/coverage.ts';
import { crps } from '../../domain/scoring/crps.ts';
import { isUp } from '../../domain/scoring/outcome.ts';
import { skill } from '../../domain/scoring/skill.ts';
import type { WalkedRelease } from './walk-releases.ts';

export interface Summary {
  readonly horizonBars: number;
  readonly decisions: number;
  readonly void: number;
  /** CRPS skill of the published forecast, and of each member, against climatology on the same rows. */
  readonly skill: number;
  readonly memberSkill: Readonly<Record<string, number>>;
  readonly meanWeight: Readonly<Record<string, number>>;
  readonly coverage: Readonly<Record<'50' | '80' | '95' | '98', number>>;
  /** Brier skill of p_up against the base rate; share of decisions at which direction was claimed. */
  readonly brierSkill: number;
  readonly directional: number;
}

const [LOW, HIGH] = [levelIndex(0.01), levelIndex(0.99)];

export function summarise(releases: readonly WalkedRelease[], horizonBars: number): Summary {
  const all = releases.filter((release) => release.horizonBars === horizonBars);
  const rows = all.filter((release) => Number.isFinite(release.outcome));
  const mean = (of: (row: WalkedRelease) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const share = (of: (row: WalkedRelease) => boolean) => mean((row) => (of(row) ? 1 : 0));
  const models = rows[0]?.forecast.members.map(({ model }) => model) ?? [];
  return {
    horizonBars,
    decisions: rows.length,
    void: all.length - rows.length,
    skill: skill(
      mean((row) => crps(row.forecast.quantiles, row.outcome)),
      mean(climatologyCrps),
    ),
    memberSkill: Object.fromEntries(models.map((model) => [model, memberSkill(rows, model)])),
    meanWeight: Object.fromEntries(models.map((model) => [model, mean((row) => memberOf(row, model)?.weight ?? 0)])),
    coverage: {
      '50': share((row) => isCovered(row.forecast.quantiles, '50', row.outcome)),
      '80': share((row) => isCovered(row.forecast.quantiles, '80', row.outcome)),
      '95': share((row) => isCovered(row.forecast.quantiles, '95', row.outcome)),
      '98': share(({ forecast, outcome }) => outcome >= forecast.quantiles[LOW] && outcome <= forecast.quantiles[HIGH]),
    },
    brierSkill: skill(
      mean(({ forecast, outcome }) => brier(forecast.pUp, isUp(outcome))),
      mean((row) => brier(climatologyOf(row).pUp, isUp(row.outcome))),
    ),
    directional: share(({ forecast }) => forecast.directional),
  };
}

/** On the rows that the member answered. */
function memberSkill(rows: readonly WalkedRelease[], model: string): number {
  let own = 0;
  let reference = 0;
  for (const row of rows) {
    const quantiles = memberOf(row, model)?.quantiles;
    if (!quantiles) continue;
    own += crps(quantiles, row.outcome);
    reference += climatologyCrps(row);
  }
  return skill(own, reference);
}

function memberOf({ forecast }: WalkedRelease, model: string) {
  return forecast.members.find((member) => member.model === model);
}

function climatologyOf({ forecast }: WalkedRelease) {
  const climatology = forecast.baselines.find(({ name }) => name === 'climatology');
  if (!climatology)
    throw new RangeError(`no climatology among the baselines of the ${forecast.horizonHours} h forecast`);
  return climatology;
}

function climatologyCrps(row: WalkedRelease): number {
  return crps(climatologyOf(row).quantiles, row.outcome);
}
