/** Pieces of work that are not there yet, done by a crew, round by round. */
import { join } from 'node:path';
import { Crew } from './crew.ts';
import type { Loaded } from './load.ts';
import type { Parts } from './parts.ts';
import type { EvaluationPlan } from './plan.ts';
import type { BlockSource, Job } from './thread.ts';

/** What the work of an evaluation needs. */
export interface Crewed {
  readonly plan: EvaluationPlan;
  /** Optional inputs that `har-x` is tried with; none of them is in the forecasts. */
  readonly blocks: readonly BlockSource[];
  readonly threads: number;
  /** Hears what happens meanwhile. */
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

export function partsFolderIn(out: string): string {
  return join(out, 'parts');
}

/** Round by round what is not there yet: the jobs of one round read what those before it wrote. */
export async function workOff(
  all: readonly (readonly Job[])[],
  parts: Parts,
  on: Crewed & { readonly loaded: Loaded; readonly partsFolder: string },
): Promise<void> {
  const rounds = all.map((jobs) => jobs.filter(({ part }) => !parts.has(part)));
  const total = rounds.flat().length;
  const asked = all.flat().length;
  if (total < asked) on.tell(`${asked - total} of ${asked} pieces are there from before`);
  if (total === 0) return;
  await using crew = new Crew(Math.min(on.threads, total), {
    candles: on.loaded.candles,
    plan: on.plan,
    partsFolder: on.partsFolder,
    blocks: on.blocks,
  });
  const begun = performance.now();
  let before = 0;
  for (const [at, round] of rounds.entries()) {
    const later = rounds.slice(at + 1).flat().length;
    const told = progressOf({ total, before, pieces: round.length, later, begun });
    await crew.work(round, ({ part }) => on.tell(told(part)), on.signal);
    before += round.length;
  }
}

/** A line per piece of a round. What they take says nothing of the rounds after it, whose pieces are of another kind. */
function progressOf(round: { total: number; before: number; pieces: number; later: number; begun: number }) {
  const { total, before, pieces, later, begun } = round;
  const roundBegun = performance.now();
  const then = later > 0 ? ` of these, then ${later} of another kind` : '';
  let done = 0;
  return (part: string): string => {
    done++;
    const now = performance.now();
    const rest = Math.round(((now - roundBegun) / 1000 / done) * (pieces - done));
    const took = `${Math.round((now - begun) / 1000)} s, about ${rest} s left${then}`;
    return `${String(before + done).padStart(4)}/${total}  ${part.slice(0, -22)}  ${took}`;
  };
}
