/** What a post says, in one language; figures come in as the product writes them everywhere. */
import type { ChangePart } from '../../ensemble/what-changed.ts';
import type { EpochMs } from '../../market/candles.ts';
import type { ScenarioId } from '../../scenarios/scenario.ts';
import type { NoTradeReason, VetoReason } from '../../trade/card.ts';

export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Wording {
  /** `27,105.50` as the language writes it. */
  figure(english: string): string;
  /** A day and a time of day with its place. */
  moment(at: EpochMs, zone: string): string;
  horizon(hours: number): string;
  readonly simulated: string;
  readonly ranges: string;
  /** How wide beside the baseline: `12%`, and whether it is less. */
  width(difference: string, isNarrower: boolean): string;
  touches(horizon: string): string;
  middle(median: string, change: string): string;
  halfTheTime(range: string): string;
  nineteenOfTwenty(range: string): string;
  coinFlip(horizon: string, chance: string): string;
  lean(horizon: string, chance: string, baseRate: string): string;
  changed(since: string): string;
  readonly changeParts: Readonly<Record<ChangePart, string>>;
  readonly chanceOfUp: string;
  readonly range: string;
  readonly points: string;
  scenarios(deadline: string): string;
  readonly scenario: Readonly<Record<ScenarioId, (upper: string, lower: string) => string>>;
  noTrade(reasons: readonly string[]): string;
  bestWorth(value: string): string;
  readonly noTradeReasons: Readonly<Record<NoTradeReason, string>>;
  readonly vetoes: Readonly<Record<VetoReason, string>>;
  readonly plan: {
    readonly entry: string;
    readonly stop: string;
    readonly target: string;
    readonly leverage: string;
    readonly risk: string;
    readonly validUntil: string;
  };
  readonly record: string;
  recordUnknown(count: string): string;
  held(share: string, count: string): string;
  skill(percent: string, isBetter: boolean): string;
  readonly walkForward: string;
  readonly live: string;
  /** Of a market that is not live. */
  readonly published: string;
  dataAge(age: string): string;
  degraded(names: readonly string[]): string;
  next(moment: string): string;
  readonly disclaimer: string;
  /** Moments at which it was recorded and posted. */
  late(recorded: string, posted: string): string;
  readonly over: string;
  dayRoot(day: string, entries: number): string;
  readonly rootCheck: string;
  missed(code: string): string;
  refused(code: string): string;
}
