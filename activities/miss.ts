/** Why an outcome lay outside its interval: effects of every block on every outcome, and a cause where it is a miss (METHODS §9). */
import { presentMoves } from '../domain/calibration/past-moves.ts';
import { blockEffects, causeOf, isMiss } from '../domain/ensemble/miss-cause.ts';
import type { PublishedForecast } from '../domain/ensemble/published.ts';
import { recipeOf } from '../domain/ensemble/recipe.ts';
import { AlmanacError } from '../domain/errors.ts';
import type { ReleaseDocument } from '../domain/ledger/document.ts';
import { outcomeTags } from '../domain/ledger/outcome-tags.ts';
import type { Candles } from '../domain/market/candles.ts';
import type { MembersHandover } from './ask-members.ts';
import { learnedOf } from './learned.ts';
import { HANDOVER } from './parts.ts';
import type { Ports, ReleaseRequest } from './ports.ts';
import { historyOf } from './prices.ts';
import { StepInputs } from './step-inputs.ts';

export interface Settled {
  readonly request: ReleaseRequest;
  readonly document: ReleaseDocument;
  readonly horizonHours: number;
  readonly logReturn: number;
  /** The bars of the horizon. */
  readonly after: Candles;
}

/** The outcome is in the ledger; what cannot be explained of it stays without a cause. */
export async function explainOutcome(ports: Ports, settled: Settled): Promise<void> {
  try {
    await recordCause(ports, settled);
  } catch (failure) {
    if (!(failure instanceof AlmanacError)) throw failure;
  }
}

async function recordCause(
  { stores, objects, tables }: Ports,
  { request, document, horizonHours, logReturn, after }: Settled,
): Promise<void> {
  const inputs = new StepInputs(document.artefacts, objects, tables);
  const history = await historyOf(inputs, request);
  const forecasts = await inputs.json<PublishedForecast[]>(HANDOVER.forecasts);
  const published = forecasts.find((each) => each.horizonHours === horizonHours);
  if (!published) return;
  const { ensemble } = await learnedOf(inputs);
  const members = await inputs.json<MembersHandover>(HANDOVER.members);
  const effects = blockEffects(
    {
      ...{ cutoff: request.cutoff, horizonHours, baselines: published.baselines, moves: presentMoves(history) },
      recipe: recipeOf(request),
      learned: ensemble.horizons.find(({ horizonBars }) => horizonBars === horizonHours) ?? null,
      members: members.filter((member) => member.horizonHours === horizonHours),
    },
    logReturn,
  );
  const { source, symbol } = request;
  const miss = isMiss(published.quantiles, logReturn);
  const hits = miss ? await stores.outcomes.effectsOfHits({ source, symbol, horizonHours }) : [];
  await stores.outcomes.explain(request.releaseId, {
    horizonHours,
    miss,
    effects,
    cause: miss ? causeOf(effects, hits) : null,
    tags: outcomeTags({ regime: document.regime?.regime ?? null, logReturn, history, after }),
  });
}
