/** What changed since the last published release of a symbol, and why: after the commit, from stored inputs alone. */
import { presentMoves } from '../domain/calibration/past-moves.ts';
import { combine } from '../domain/ensemble/combine.ts';
import type { PublishedForecast } from '../domain/ensemble/published.ts';
import { recipeOf } from '../domain/ensemble/recipe.ts';
import { changeOf, type Stage } from '../domain/ensemble/what-changed.ts';
import { AlmanacError } from '../domain/errors.ts';
import type { EpochMs } from '../domain/market/candles.ts';
import type { History } from '../domain/market/history.ts';
import { MODELS } from '../domain/models/registry.ts';
import { askMembers, type MembersHandover } from './ask-members.ts';
import { horizonParts } from './horizon-parts.ts';
import { type Learned, learnedOf } from './learned.ts';
import { HANDOVER } from './parts.ts';
import type { Compute, Ports, ReleaseRequest, StoredChange, StoredRelease } from './ports.ts';
import { historyOf } from './prices.ts';
import { StepInputs } from './step-inputs.ts';

/** What a release was made from, and what it said. */
export interface Made {
  readonly request: ReleaseRequest;
  readonly history: History;
  readonly learned: Learned;
  readonly members: MembersHandover;
  readonly forecasts: readonly PublishedForecast[];
}

/** Null where nothing was published before, or this release was not published. Idempotent. */
export async function recordChange(ports: Ports, releaseId: string): Promise<StoredChange | null> {
  const stored = await ports.stores.changes.find(releaseId);
  if (stored) return stored;
  const release = await ports.stores.releases.find(releaseId);
  const before = release?.status === 'published' ? await ports.stores.changes.publishedBefore(releaseId) : null;
  const earlier = before && (await ports.stores.releases.find(before));
  if (!release || !earlier) return null;
  const [then, now] = [await madeFrom(ports, earlier), await madeFrom(ports, release)];
  const change: StoredChange = {
    since: then.request.cutoff,
    sinceReleaseId: then.request.releaseId,
    horizons: await changesBetween(ports.compute, then, now),
  };
  await ports.stores.changes.record(releaseId, change);
  return change;
}

/** For the post of a release, which does not wait for it: what cannot be explained is told without. */
export async function explainChange(ports: Ports, releaseId: string): Promise<void> {
  try {
    await recordChange(ports, releaseId);
  } catch (failure) {
    if (!(failure instanceof AlmanacError)) throw failure;
  }
}

async function madeFrom(ports: Ports, { request, document }: StoredRelease): Promise<Made> {
  const inputs = new StepInputs(document?.artefacts ?? [], ports.objects, ports.tables);
  return {
    request,
    history: await historyOf(inputs, request),
    learned: await learnedOf(inputs),
    members: await inputs.json<MembersHandover>(HANDOVER.members),
    forecasts: await inputs.json<PublishedForecast[]>(HANDOVER.forecasts),
  };
}

/**
 * Stage after stage of METHODS §9. What neither release gave a share has no part in any of them and is not asked; the baselines
 * are those that were published, because the only one that a forecast rests on knows no hour.
 */
export async function changesBetween(compute: Compute, then: Made, now: Made): Promise<StoredChange['horizons']> {
  const only = new Set([...sharedIn(then), ...sharedIn(now)]);
  const parameters = parametersOfThen(then, now);
  const { request } = now;
  const answers = (history: History) => askMembers(compute, { history, learned: parameters, request, only });
  const isRenewed = [...only].some((name) => parameters[name] !== then.learned.members[name]);
  const isSame = [...only].every((name) => textOf(parameters[name]) === textOf(now.learned.members[name]));
  const shifted = seenAt(then.history, request.cutoff);
  const [thenByToday, calendar, prices] = await Promise.all([
    isRenewed ? answers(then.history) : null,
    answers(shifted),
    isSame ? now.members : answers(now.history),
  ]);
  const combinedBy = (made: Made) => combining(made, then);
  const [onThen, onNow] = [combinedBy(then), combinedBy(now)];
  return now.forecasts.flatMap((forecast) => {
    const { horizonHours } = forecast;
    const published = then.forecasts.find((each) => each.horizonHours === horizonHours);
    if (!published) return [];
    const change = changeOf({
      then: published,
      now: forecast,
      thenByToday: thenByToday ? onThen(horizonHours, thenByToday) : published,
      calendar: onThen(horizonHours, calendar, request.cutoff),
      prices: onNow(horizonHours, prices),
      members: onNow(horizonHours, now.members),
    });
    return [{ horizonHours, ...change }];
  });
}

function sharedIn({ forecasts }: Made): string[] {
  return forecasts.flatMap(({ members }) => members.filter(({ weight }) => weight > 0).map(({ model }) => model));
}

/** The parameters of then; those of today for a model that has another version since. */
function parametersOfThen(then: Made, now: Made): Learned['members'] {
  const versionThen = new Map(then.members.map(({ model, version }) => [model, version]));
  const renewed = MODELS.filter(({ name, version }) => versionThen.get(name) !== version).map(({ name }) => name);
  if (renewed.length === 0) return then.learned.members;
  const ofToday = renewed.map((name) => [name, now.learned.members[name]]);
  return { ...then.learned.members, ...Object.fromEntries(ofToday) };
}

const textOf = (parameters: unknown) => JSON.stringify(parameters);

/** The same bars as if they had happened so that the last one closed at another moment. */
function seenAt(history: History, cutoff: EpochMs): History {
  return { ...history, cutoff, firstOpenTime: history.firstOpenTime + cutoff - history.cutoff };
}

/** Members on the prices of one release, combined as `by` combined its own. */
function combining(prices: Made, by: Made) {
  const moves = presentMoves(prices.history);
  const recipe = recipeOf(by.request);
  return (horizonHours: number, members: MembersHandover, cutoff: EpochMs = prices.request.cutoff): Stage =>
    combine({
      ...horizonParts(horizonHours, members, by.learned),
      ...{ cutoff, moves, recipe },
      baselines: prices.forecasts.find((each) => each.horizonHours === horizonHours)?.baselines ?? [],
    });
}
