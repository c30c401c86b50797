/** A recipe that is tried beside releases: it says what it would have published, is scored like it, and is judged by the rule. */
import { presentMoves } from '../domain/calibration/past-moves.ts';
import { combine } from '../domain/ensemble/combine.ts';
import type { PublishedForecast } from '../domain/ensemble/published.ts';
import { recipeId, recipeOf } from '../domain/ensemble/recipe.ts';
import { AlmanacError } from '../domain/errors.ts';
import { candidateForecast, pairOf } from '../domain/ledger/candidate-forecast.ts';
import type { Trial } from '../domain/ledger/candidacy.ts';
import { committedRelease, forecastReturns } from '../domain/ledger/committed-release.ts';
import { sha256 } from '../domain/ledger/hash.ts';
import { horizonOf } from '../domain/ledger/outcome.ts';
import { DAY_MS } from '../domain/market/candles.ts';
import type { History } from '../domain/market/history.ts';
import type { MembersHandover } from './ask-members.ts';
import { decide, type Market, standingOf, standings } from './candidacy.ts';
import { horizonParts } from './horizon-parts.ts';
import { isShareable, type Learned, learnedHistory, learnedObject, parseLearned } from './learned.ts';
import { learnAll } from './learning.ts';
import { HANDOVER } from './parts.ts';
import type { Ports, ReleaseRequest, StoredRelease } from './ports.ts';
import { historyOf } from './prices.ts';
import { jsonFile } from './step.ts';
import { StepInputs } from './step-inputs.ts';

/** Nothing that a release says is open for longer. */
const OPEN_FOR_MS = DAY_MS;

/** Releases beside which a candidate may still say something, the oldest first. */
export async function dueForCandidates({ stores, clock }: Ports, source: Market['source']): Promise<string[]> {
  const due: string[] = [];
  for (const [symbol, { trial }] of await standings(stores, source)) {
    const after = clock.now() - OPEN_FOR_MS;
    if (trial) due.push(...(await stores.candidates.due({ source, symbol, recipe: trial.recipe }, after)));
  }
  return due;
}

/**
 * Commits what the candidate says at the cutoff of a release, for the horizons that are still open, from what that release stored and
 * the candidate's own learned state. Answers a line for a person. Idempotent.
 */
export async function issueCandidate(ports: Ports, releaseId: string, signal: AbortSignal): Promise<string> {
  const release = await ports.stores.releases.find(releaseId);
  const document = release?.document;
  const entry = release && (await ports.stores.ledger.find(release.request.source, 'release', releaseId));
  if (!release || !document?.basePrice || !entry) {
    const sentence = `Nothing can be tried beside "${releaseId}", which was not published.`;
    throw new AlmanacError('input.unknown-release', sentence, { releaseId });
  }
  const { request } = release;
  const { trial } = await standingOf(ports.stores, request);
  if (!trial) return 'nothing is tried any more';
  const used = recipeId(recipeOf(request));
  if (used !== trial.beside) return `the release used ${used}, ${trial.recipe} is tried beside ${trial.beside}`;
  const { combined, learnedSha256 } = await combinedBy(ports, release, trial);
  signal.throwIfAborted();
  const { recipe, beside } = trial;
  const { symbol, cutoff } = request;
  const of = { releaseId, releaseHash: entry.hash, symbol, recipe, beside, learnedSha256, cutoff };
  const now = ports.clock.now();
  const forecast = candidateForecast({ ...of, basePrice: document.basePrice }, combined, now);
  if (forecast.forecasts.length === 0) return 'every horizon has closed: it would not count';
  const { sequence } = await ports.stores.candidates.issue(request.source, forecast, now);
  return `${recipe} at ${forecast.forecasts.map(({ horizonHours }) => `${horizonHours} h`).join(', ')}, ledger row ${sequence}`;
}

/** Scores every candidate's forecast whose outcome is known beside the published one, then judges. A line per market. */
export async function judgeCandidates(ports: Ports, source: Market['source']): Promise<string[]> {
  const lines: string[] = [];
  for (const [symbol, { trial }] of await standings(ports.stores, source)) {
    if (!trial) continue;
    await pairOutcomes(ports, { source, symbol }, trial);
    const { verdict, horizons } = await decide(ports, { source, symbol }, trial);
    const fewest = Math.min(...horizons.map(({ shadowReleases }) => shadowReleases), Number.POSITIVE_INFINITY);
    const pairs = Number.isFinite(fewest) ? fewest : 0;
    lines.push(`${symbol}: ${trial.recipe} beside ${trial.beside}, ${pairs} pairs at every horizon: ${verdict}`);
  }
  return lines;
}

/** Both as they were committed, by the same function. */
async function pairOutcomes({ stores }: Ports, market: Market, { recipe, beside }: Trial): Promise<void> {
  for (const each of await stores.candidates.unpaired({ ...market, recipe, beside })) {
    const { releaseId, horizonHours, issuedAt, quantiles: candidate, outcome } = each;
    const entry = await stores.ledger.find(market.source, 'release', releaseId);
    if (!entry) continue;
    const release = committedRelease(entry.body);
    const running = forecastReturns(release, horizonOf(release, horizonHours));
    await stores.candidates.pair(recipe, releaseId, pairOf({ issuedAt, horizonHours, running, candidate, outcome }));
  }
}

/** By the function that combines a release, from the same members, baselines and moves. */
async function combinedBy(ports: Ports, { request, document }: StoredRelease, trial: Trial) {
  const inputs = new StepInputs(document?.artefacts ?? [], ports.objects, ports.tables);
  const history = await historyOf(inputs, request);
  const members = await inputs.json<MembersHandover>(HANDOVER.members);
  const published = await inputs.json<PublishedForecast[]>(HANDOVER.forecasts);
  const asked = { ...request, recipe: trial.recipe };
  const { learned, sha256: learnedSha256 } = await learnedBy(ports, history, asked);
  const moves = presentMoves(history);
  const combined = published.map(({ horizonHours, baselines }) =>
    combine({
      ...horizonParts(horizonHours, members, learned),
      ...{ cutoff: request.cutoff, baselines, moves, recipe: recipeOf(asked) },
    }),
  );
  return { combined, learnedSha256 };
}

/** The state that a release by this recipe would use, under the name it would look for. */
async function learnedBy(
  { objects, compute }: Ports,
  history: History,
  asked: ReleaseRequest,
): Promise<{ learned: Learned; sha256: string }> {
  const known = learnedHistory(history);
  const key = learnedObject(known, asked);
  const stored = await objects.find(key);
  if (stored) return { learned: parseLearned(key, stored), sha256: sha256(stored) };
  const { learned } = await learnAll(compute, known, asked);
  if (!isShareable(learned)) {
    const sentence = `A model broke while ${String(asked.recipe)} learned, which another run need not meet.`;
    throw new AlmanacError('model.failed', sentence, { recipe: String(asked.recipe) });
  }
  const { bytes, contentType } = jsonFile(key, learned);
  await objects.putIfAbsent(key, bytes, contentType);
  return { learned, sha256: sha256(bytes) };
}
