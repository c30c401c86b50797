/** What the entries of a chain say, whatever their place in it: each release by itself, each outcome by its release. */
import type { EpochMs } from '../../market/candles.ts';
import { type FoundFlaws, Flaws } from './flaw.ts';
import { OutcomeCheck, type OutcomeCount, type Prices } from './outcome-check.ts';
import type { ReadEntry } from './read-entry.ts';
import { releaseProblem } from './release-check.ts';

/** Plain values: they may come from another thread. */
export interface ContentFindings {
  /** By line. */
  readonly flaws: FoundFlaws;
  /** What should have come by the time of the bundle and did not. */
  readonly overdue: FoundFlaws;
  readonly outcomes: OutcomeCount | null;
}

export class ContentCheck {
  readonly #flaws = new Flaws();
  readonly #outcomes: OutcomeCheck;

  constructor(prices: Prices) {
    this.#outcomes = new OutcomeCheck(this.#flaws, prices);
  }

  /** Expects the entries in their order. */
  add(entry: ReadEntry): void {
    if (entry.kind === 'outcome') return this.#outcomes.addOutcome(entry);
    if (entry.kind !== 'release') return;
    const problem = releaseProblem(entry);
    if (problem !== null) this.#flaws.add(problem.check, entry, problem.problem);
    // One that is late is scored all the same.
    if (problem?.check !== 'release') this.#outcomes.addRelease(entry);
  }

  /** `exportedAt`: null where the bundle does not say when it was made. */
  end(exportedAt: EpochMs | null): ContentFindings {
    const overdue = new Flaws();
    const outcomes = exportedAt === null ? null : this.#outcomes.end(exportedAt, overdue);
    return { flaws: found(this.#flaws), overdue: found(overdue), outcomes };
  }
}

function found({ kept, count }: FoundFlaws): FoundFlaws {
  return { kept, count };
}
