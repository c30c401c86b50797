/** What is tried beside releases, what the rule says of it now, and what `doctor` makes of that. */
import { judged, standings } from '../../activities/candidacy.ts';
import type { Ports, RegistryFilter } from '../../activities/ports.ts';
import type { PairedForecast } from '../../domain/ensemble/promotion.ts';
import { findRecipe } from '../../domain/ensemble/recipe.ts';
import type { Judged, Standing } from '../../domain/ledger/candidacy.ts';
import { SOURCE_KINDS } from '../../domain/market/sources.ts';
import type { TrialReport } from '../../domain/ledger/trial-text.ts';
import { skill } from '../../domain/scoring/skill.ts';
import type { Finding } from './doctor.ts';

export async function readTrials(
  ports: Pick<Ports, 'stores' | 'objects'>,
  filter: Pick<RegistryFilter, 'symbol' | 'source'>,
): Promise<TrialReport[]> {
  const reports: TrialReport[] = [];
  for (const source of SOURCE_KINDS.filter((kind) => (filter.source ?? kind) === kind)) {
    for (const [symbol, standing] of await standings(ports.stores, source)) {
      if ((filter.symbol ?? symbol) === symbol) reports.push(await reportOf(ports, { source, symbol }, standing));
    }
  }
  return reports;
}

async function reportOf(
  ports: Pick<Ports, 'stores' | 'objects'>,
  market: Pick<TrialReport, 'source' | 'symbol'>,
  standing: Standing,
): Promise<TrialReport> {
  const { trial } = standing;
  if (!trial) return { ...market, ...standing, judged: null };
  const { shadow, ...found } = await judged(ports, market, trial);
  const { verdict, reasons } = found;
  return { ...market, ...standing, judged: { verdict, reasons, horizons: savedBy(found, shadow) } };
}

function savedBy({ horizons }: Judged, shadow: readonly PairedForecast[]) {
  return horizons.map((horizon) => {
    const pairs = shadow.filter(({ horizonHours }) => horizonHours === horizon.horizonHours);
    const sum = (side: 'running' | 'candidate') => pairs.reduce((total, pair) => total + pair[side], 0);
    return { ...horizon, saved: pairs.length > 0 ? skill(sum('candidate'), sum('running')) : 0 };
  });
}

/** @example trialFinding(await operations.models({})).state // 'absent' while nothing is tried */
export function trialFinding({ trials }: { readonly trials: readonly TrialReport[] }): Finding {
  const what = 'candidate';
  if (trials.length === 0) return { what, state: 'absent', found: 'no recipe is tried beside releases' };
  const found = trials.map(sentence).join('; ');
  const gone = trials.some(({ inForce }) => inForce !== null && !findRecipe(inForce));
  if (!gone) return { what, state: 'ok', found };
  return { what, state: 'problem', found, remedy: 'Run the code that has the promoted recipe, or let this one run.' };
}

function sentence({ symbol, source, inForce, trial, judged: now, rejected }: TrialReport): string {
  const parts = [
    ...(inForce === null ? [] : [`${inForce} runs${findRecipe(inForce) ? '' : ', which this code does not have'}`]),
    ...(trial && now ? [`${trial.recipe} beside ${trial.beside}: ${now.verdict}`] : []),
    ...rejected.map(({ recipe }) => `${recipe} was rejected`),
  ];
  return `${symbol} (${source}): ${parts.join(', ')}`;
}
