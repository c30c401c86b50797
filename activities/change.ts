/** What changed since the last published release of a symbol, and why: after the commit, from stored inputs alone. */
import { presentMoves } from '../domain/calibration/past-moves.ts';
import { type BaselineAnswer, combine } from '../domain/ensemble/combine.ts';
import type { HorizonState } from '../domain/ensemble/learned-state.ts';
import type { PublishedForecast } from '../domain/ensemble/published.ts';
import { type Recipe, recipeOf } from '../domain/ensemble/recipe.ts';
import { changeOf, type Stage } from '../domain/ensemble/what-changed.ts';
import { AlmanacError } from '../domain/errors.ts';
import type { EpochMs } from '../domain/market/candles.ts';
import type { History } from '../domain/market/history.ts';
import { MODELS } from '../domain/models/registry.ts';
import { askMembers, type MembersHandover } from './ask-members.ts';
import { type Learned, learnedOf } from './learned.ts';
import { HANDOVER } from './parts.ts';
import type { Compute, Ports, ReleaseRequest, StoredChange, StoredRelease } from './ports.ts';
import { historyOf } from './prices.ts';
import { StepInputs } from './step-inputs.ts';

/** What a release was made from, and what it said. */
interface Made {
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
    horizons: await changes(ports.compute, then, now),
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

async function changes(compute: Compute, then: Made, now: Made): Promise<StoredChange['horizons']> {
  const parameters = parametersOfThen(then, now);
  const { request } = now;
  const answers = (history: History) => askMembers(compute, { history, learned: parameters, request });
  const shifted = seenAt(then.history, now.request.cutoff);
  const isRenewed = parameters !== then.learned.members;
  const sameParameters = JSON.stringify(parameters) === JSON.stringify(now.learned.members);
  const byThen = { horizonsHours: request.horizonsHours, learned: then.learned, recipe: recipeOf(then.request) };
  const combinedFrom = async (history: History, members: MembersHandover) =>
    await combined(compute, history, members, byThen);
  const stages = {
    thenByToday: isRenewed ? await combinedFrom(then.history, await answers(then.history)) : null,
    calendar: await combinedFrom(shifted, await answers(shifted)),
    prices: await combinedFrom(now.history, sameParameters ? now.members : await answers(now.history)),
    members: await combinedFrom(now.history, now.members),
  };
  return now.forecasts.flatMap((forecast) => {
    const { horizonHours } = forecast;
    const at = (made: readonly PublishedForecast[]) => made.find((each) => each.horizonHours === horizonHours);
    const [published, calendar, prices, members] = [then.forecasts, stages.calendar, stages.prices, stages.members].map(
      at,
    );
    if (!published || !calendar || !prices || !members) return [];
    const thenByToday: Stage = (stages.thenByToday && at(stages.thenByToday)) ?? published;
    const change = changeOf({ then: published, now: forecast, thenByToday, calendar, prices, members });
    return [{ horizonHours, ...change }];
  });
}

/** The parameters of then; those of today for a model that has another version since. */
function parametersOfThen(then: Made, now: Made): Learned['members'] {
  const versionThen = new Map(then.members.map(({ model, version }) => [model, version]));
  const renewed = MODELS.filter(({ name, version }) => versionThen.get(name) !== version).map(({ name }) => name);
  if (renewed.length === 0) return then.learned.members;
  const ofToday = renewed.map((name) => [name, now.learned.members[name]]);
  return { ...then.learned.members, ...Object.fromEntries(ofToday) };
}

/** The same bars as if they had happened so that the last one closed at another moment. */
function seenAt(history: History, cutoff: EpochMs): History {
  return { ...history, cutoff, firstOpenTime: history.firstOpenTime + cutoff - history.cutoff };
}

interface CombinedBy {
  readonly horizonsHours: readonly number[];
  readonly learned: Learned;
  readonly recipe: Recipe;
}

async function combined(
  compute: Compute,
  history: History,
  members: MembersHandover,
  { horizonsHours, learned, recipe }: CombinedBy,
): Promise<PublishedForecast[]> {
  const ask = { history, horizonsBars: horizonsHours };
  const baselines = await compute.run<BaselineAnswer[][]>('baselines', ask, { timeoutMs: 20_000 });
  const moves = presentMoves(history);
  const stateOf = (hours: number): HorizonState | null =>
    learned.ensemble.horizons.find(({ horizonBars }) => horizonBars === hours) ?? null;
  return horizonsHours.map((horizonHours, i) =>
    combine({
      ...{
        cutoff: history.cutoff,
        horizonHours,
        baselines: baselines[i],
        learned: stateOf(horizonHours),
        moves,
        recipe,
      },
      members: members
        .filter((member) => member.horizonHours === horizonHours)
        .map(({ horizonHours: _, ...member }) => member),
    }),
  );
}
