/** What an event is made of: the line it leaves in the log, and the metrics it moves. */
import type { Level } from 'pino';

/**
 * Values that a label may take; whatever else is told counts as `other`, so that no input can make a new series.
 * `declared`: the event takes it from a list in the code, such as the addresses of routes.
 */
export type LabelValues = readonly string[] | 'symbols' | 'declared';

export interface Metric<E> {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly name: `almanac_${string}`;
  readonly help: string;
  readonly labels: Readonly<Record<string, LabelValues>>;
  /** Upper bounds, for a histogram. */
  readonly buckets?: readonly number[];
  /** Null: this one does not count here. `value` is 1 where it is left out. */
  of(event: E): { readonly labels: Readonly<Record<string, string>>; readonly value?: number } | null;
}

export interface EventDefinition<E> {
  /** `severity(event)` null: no line. */
  severity(event: E): Level | null;
  readonly message: string;
  readonly metrics: readonly Metric<E>[];
}

export const always = (level: Level) => () => level;
export const never = () => null;
