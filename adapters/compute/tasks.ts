/** The pure functions that run in worker threads, by name. Inputs and results are structured clones. */
import type { BaselineAnswer } from '../../domain/ensemble/combine.ts';
import { type LearnFrom, learnWatched, type WatchedLearning } from '../../domain/ensemble/learn.ts';
import type { WalkedMember } from '../../domain/ensemble/learned-state.ts';
import type { PublishedForecast } from '../../domain/ensemble/published.ts';
import type { Feature } from '../../domain/features/feature.ts';
import { featureSnapshot, type SnapshotInput } from '../../domain/features/snapshot.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { History } from '../../domain/market/history.ts';
import { baselineForecasts } from '../../domain/models/baselines.ts';
import type { NotEnough, QuantileForecast } from '../../domain/models/model.ts';
import { estimateMember, forecastMember } from '../../domain/models/run.ts';
import { walkForward } from '../../domain/models/walk-forward.ts';
import { detectRegime, estimateRegime } from '../../domain/regime/detect.ts';
import type { RegimeParameters } from '../../domain/regime/parameters.ts';
import type { RegimeVerdict } from '../../domain/regime/regime.ts';
import { type Outlook, outlookOf } from '../../domain/scenarios/outlook.ts';
import { embeddedRows, embedRange } from '../../domain/similarity/embedding.ts';
import { advise, type ReleaseOccasion } from '../../domain/trade/advise.ts';
import type { Recommendation } from '../../domain/trade/recommend.ts';

interface Member {
  readonly name: string;
  readonly history: History;
  readonly horizonsBars: readonly number[];
  readonly seed: string;
}

export const TASKS = {
  features: (input: SnapshotInput): Feature[] => featureSnapshot(input),

  'estimate-regime': ({ history }: { history: History }): RegimeParameters => estimateRegime(history),

  'detect-regime': ({ history, parameters }: { history: History; parameters: RegimeParameters }): RegimeVerdict =>
    detectRegime(history, parameters, null).verdict,

  embed: ({ history, ranges }: { history: History; ranges: readonly { fromBar: number; toBar: number }[] }) =>
    ranges.map(({ fromBar, toBar }) => embeddedRows(embedRange(history, fromBar, toBar))),

  'learn-member': ({ name, history, horizonsBars, seed, decisions }: Member & { decisions: EpochMs[] }) => ({
    parameters: estimateMember(name, history, seed),
    walked: {
      model: name,
      forecasts: walkForward(name, history, { decisions, horizonsBars, seed }),
    } satisfies WalkedMember,
  }),

  learn: (input: LearnFrom): WatchedLearning => learnWatched(input),

  'forecast-member': ({
    name,
    history,
    horizonsBars,
    seed,
    parameters,
  }: Member & { parameters: unknown }): QuantileForecast[] | NotEnough =>
    forecastMember(name, history, parameters, horizonsBars, seed),

  baselines: ({ history, horizonsBars }: { history: History; horizonsBars: readonly number[] }): BaselineAnswer[][] =>
    baselineForecasts(history, horizonsBars),

  outlook: ({
    history,
    published,
    seed,
  }: {
    history: History;
    published: readonly PublishedForecast[];
    seed: string;
  }): Outlook => outlookOf(history, published, seed),

  recommend: (occasion: ReleaseOccasion): Recommendation => advise(occasion),
} as const;

export type TaskName = keyof typeof TASKS;
