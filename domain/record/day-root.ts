/** Publications that tell of a day's Merkle root instead of a release: their name, and which of them are due. */
import { DAY_MS, type EpochMs } from '../market/candles.ts';
import { dayText } from '../market/moments.ts';
import { SOURCE_KINDS, type SourceKind } from '../market/sources.ts';
import { finalAfter } from './days.ts';

export interface NamedDay {
  readonly source: SourceKind;
  /** `2026-11-20`, UTC. */
  readonly day: string;
}

const PREFIX = 'root';

/** @example rootName({ source: 'live', day: '2026-11-20' }) // 'root:live:2026-11-20' */
export function rootName({ source, day }: NamedDay): string {
  return `${PREFIX}:${source}:${day}`;
}

/** Null: it is the name of a release. */
export function namedDay(publication: string): NamedDay | null {
  const [prefix, name, day] = publication.split(':');
  const source = SOURCE_KINDS.find((kind) => kind === name);
  return prefix === PREFIX && source !== undefined && day ? { source, day } : null;
}

/**
 * The days whose root may be told at a moment and was not: those behind the last one told; of a chain of which nothing was ever
 * told the last one alone, so that nobody is told of years at once.
 *
 * @example daysToTell('2026-11-18', Date.parse('2026-11-21T00:15Z')) // ['2026-11-19', '2026-11-20']
 */
export function daysToTell(lastTold: string | null, now: EpochMs): string[] {
  const from = lastTold === null ? now - 2 * DAY_MS : Date.parse(lastTold) + DAY_MS;
  const days: string[] = [];
  for (let at = from; finalAfter(dayText(at)) <= now; at += DAY_MS) days.push(dayText(at));
  return lastTold === null ? days.slice(-1) : days;
}
