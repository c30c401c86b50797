/** What is wrong with a bundle, and where. */

export const CHECKS = [
  // the file: lines, their form and order, header and footer
  'form',
  'header',
  'footer',
  'signature',
  // the chain: each entry behind the one before, none twice
  'chain',
  'duplicate',
  // the denominator: what the calendar promised is there, and nothing else
  'calendar',
  'completeness',
  // what the entries say
  'time',
  'release',
  'outcome',
  'score',
  'candles',
  // beside the chain
  'post',
  'day',
  'head',
] as const;

export type CheckName = (typeof CHECKS)[number];

export interface Place {
  /** From 1; null: what should be in the bundle is not. */
  readonly line: number | null;
  readonly sequence: number | null;
  /** Release id, outcome, calendar … */
  readonly key: string | null;
}

export interface Flaw extends Place {
  readonly check: CheckName;
  readonly problem: string;
}

/** A cut file has as many flaws as it lacks rows: those after so many are counted only. */
const MOST_KEPT = 50;

export interface FoundFlaws {
  readonly kept: readonly Flaw[];
  readonly count: number;
}

export class Flaws implements FoundFlaws {
  readonly kept: Flaw[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(check: CheckName, { line, sequence, key }: Place, problem: string): void {
    this.#count++;
    if (this.kept.length < MOST_KEPT) this.kept.push({ check, line, sequence, key, problem });
  }

  addAll({ kept, count }: FoundFlaws): void {
    this.#count += count;
    this.kept.push(...kept.slice(0, MOST_KEPT - this.kept.length));
  }

  /** Flaws of one record that two have looked for, each line by line: those of the first stand first in a line. */
  static byLine(first: FoundFlaws, second: FoundFlaws): Flaws {
    const kept = [...first.kept, ...second.kept];
    const both = new Flaws();
    both.addAll({ kept: kept.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)), count: first.count + second.count });
    return both;
  }
}
