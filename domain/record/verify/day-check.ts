import type { EpochMs } from '../../market/candles.ts';
import { DayRoots } from '../days.ts';
import type { DayLine } from '../lines.ts';
import type { Flaws } from './flaw.ts';
import { listOf, type Members, membersOf } from './members.ts';
import { isPost } from './post-check.ts';

/** The roots that a bundle states are those of its entries, day by day, none left out. */
export class DayCheck {
  readonly #roots = new DayRoots();
  readonly #stated: { readonly line: number; readonly members: Members }[] = [];

  addEntry(committedAt: EpochMs, hash: string): void {
    this.#roots.add(committedAt, hash);
  }

  addStated(line: number, members: Members): void {
    this.#stated.push({ line, members });
  }

  /** Days whose root somebody was sent. */
  get posted(): number {
    const isSent = (post: unknown) => membersOf(post)?.state === 'sent';
    return this.#stated.filter(({ members }) => listOf(members.posts)?.some(isSent)).length;
  }

  /** `known`: roots that were posted, by day. */
  end(exportedAt: EpochMs, known: Readonly<Record<string, string>>, flaws: Flaws): DayLine[] {
    const days = this.#roots.finalAt(exportedAt);
    days.forEach((day, i) => compare(day, this.#stated[i], flaws));
    for (const { line, members } of this.#stated.slice(days.length)) {
      flaws.add('day', { line, sequence: null, key: String(members.day) }, 'no such day had ended with entries');
    }
    for (const [day, root] of Object.entries(known)) {
      const found = days.find((each) => each.day === day)?.root;
      if (found === root) continue;
      const problem = `the root of ${day} is ${found ?? 'not there'}; you were told ${root}`;
      flaws.add('day', { line: null, sequence: null, key: day }, problem);
    }
    return days;
  }
}

function compare(made: DayLine, stated: { line: number; members: Members } | undefined, flaws: Flaws): void {
  const place = { line: stated?.line ?? null, sequence: null, key: made.day };
  if (stated === undefined) return flaws.add('day', place, `there is no line with the root of ${made.day}`);
  for (const name of ['day', 'entries', 'root'] as const) {
    if (stated.members[name] === made[name]) continue;
    flaws.add('day', place, `${name} is ${String(stated.members[name])}, the entries make ${made[name]}`);
    return;
  }
  const { posts = [] } = stated.members;
  if (listOf(posts)?.every((post) => isPost(membersOf(post) ?? {}))) return;
  flaws.add('day', place, 'its posts are none: each has a publisher, a state and the hash of its content');
}
