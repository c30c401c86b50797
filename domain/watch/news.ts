/** What of the findings is worth saying again: each is told when it is new, twice a day while it lasts, and when it is over. */
import { type EpochMs, HOUR_MS } from '../market/candles.ts';
import type { Finding } from './signals.ts';

/** When each finding was last told, by alert and what it is of. */
export type Told = Readonly<Record<string, { readonly finding: Finding; readonly at: EpochMs }>>;

export interface News {
  readonly raised: readonly Finding[];
  readonly over: readonly Finding[];
  /** What is told once this was. */
  readonly told: Told;
}

export const TOLD_AGAIN_AFTER_MS = 12 * HOUR_MS;

/** @example newsOf({}, findings(vitals), now).raised */
export function newsOf(told: Told, found: readonly Finding[], now: EpochMs): News {
  const present = new Map(found.map((finding) => [keyOf(finding), finding]));
  const raised = found.filter((finding) => {
    const before = told[keyOf(finding)];
    return before === undefined || now - before.at >= TOLD_AGAIN_AFTER_MS;
  });
  const over = Object.entries(told)
    .filter(([key]) => !present.has(key))
    .map(([, { finding }]) => finding);
  const kept = Object.entries(told).filter(([key]) => present.has(key));
  const added = raised.map((finding) => [keyOf(finding), { finding, at: now }] as const);
  return { raised, over, told: Object.fromEntries([...kept, ...added]) };
}

function keyOf({ alert, of }: Finding): string {
  return `${alert} ${of}`;
}
