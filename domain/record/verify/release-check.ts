import { COMMIT_WITHIN_MS } from '../../ledger/calendar.ts';
import { compactTime } from '../../ledger/release-id.ts';
import { LEVELS } from '../../numeric/levels.ts';
import { SCENARIO_IDS } from '../../scenarios/scenario.ts';
import type { CheckName } from './flaw.ts';
import { listOf, type Members, membersOf, momentOf, numbersOf } from './members.ts';
import type { ReadEntry } from './read-entry.ts';

const STATUSES = ['published', 'fallback', 'missed'];
const TOTAL_PER_10K = 10_000;

export interface Problem {
  readonly check: CheckName;
  readonly problem: string;
}

/** What contradicts itself in a release: its name, its times, its distributions. */
export function releaseProblem(entry: ReadEntry): Problem | null {
  const problem = contentProblem(entry.body.value, entry);
  if (problem !== null) return { check: 'release', problem };
  const late = timeProblem(entry);
  return late === null ? null : { check: 'time', problem: late };
}

function contentProblem(body: Members, { key, source }: ReadEntry): string | null {
  const cutoff = momentOf(body.cutoff);
  const forecasts = listOf(body.forecasts)?.map(membersOf);
  if (body.releaseId !== key) return 'its body names another release';
  if (body.source !== source) return 'its body names another source';
  if (cutoff === undefined) return 'its cutoff is not a time';
  if (typeof body.symbol !== 'string' || !key.startsWith(`${body.symbol.replace('/', '-')}_${compactTime(cutoff)}_`)) {
    return 'its id does not say its symbol and cutoff';
  }
  if (typeof body.status !== 'string' || !STATUSES.includes(body.status)) return 'its status is unknown';
  if (forecasts === undefined) return 'it has no list of forecasts';
  const published = body.status === 'published';
  if (published !== forecasts.length > 0) return published ? 'it has no forecast' : 'it has a forecast, and no status';
  const horizons = forecasts.map((forecast) => forecast?.horizonHours);
  if (new Set(horizons).size < horizons.length) return 'it has two forecasts for one horizon';
  const wrong = forecasts.map(forecastProblem).find((problem) => problem !== null);
  return wrong ?? scenarioProblem(body);
}

function forecastProblem(forecast: Members | undefined): string | null {
  if (!isPositive(forecast?.horizonHours)) return 'a forecast has no horizon';
  const at = `its forecast of ${String(forecast.horizonHours)} h`;
  const quantiles = numbersOf(forecast.quantiles);
  if (quantiles?.length !== LEVELS.length) return `${at} has not ${LEVELS.length} quantiles`;
  if (quantiles.some((quantile, i) => !(quantile > 0) || quantile < quantiles[i - 1]))
    return `${at} has crossed quantiles`;
  if (!isPositive(forecast.unit)) return `${at} has no unit`;
  const { pUp } = forecast;
  return typeof pUp === 'number' && pUp >= 0 && pUp <= 1 ? null : `${at} has no probability`;
}

function scenarioProblem(body: Members): string | null {
  const scenarios = listOf(body.scenarios)?.map(membersOf);
  if (scenarios === undefined) return 'it has no list of scenarios';
  if (scenarios.length === 0) return null;
  const ids = scenarios.map((scenario) => scenario?.id);
  if (ids.length !== SCENARIO_IDS.length || SCENARIO_IDS.some((id) => !ids.includes(id))) {
    return 'its scenarios are not the five there are';
  }
  const total = scenarios.reduce((sum, scenario) => sum + Number(scenario?.probabilityPer10k), 0);
  return total === TOTAL_PER_10K ? null : `its scenarios sum to ${total} of ${TOTAL_PER_10K}`;
}

function timeProblem({ body: { value: body }, committedAt }: ReadEntry): string | null {
  const cutoff = momentOf(body.cutoff) ?? Number.NaN;
  if (committedAt < cutoff) return 'it was committed before its cutoff';
  const inTime = committedAt <= cutoff + COMMIT_WITHIN_MS;
  if (body.stream !== 'planned' || body.status !== 'published' || inTime) return null;
  const minutes = Math.round((committedAt - cutoff) / 60_000);
  return `it was committed ${minutes} minutes after its cutoff; a planned one later than 15 is missed`;
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}
