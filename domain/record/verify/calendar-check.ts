import { type CalendarRule, expectedSlots, ROW_WITHIN_MS } from '../../ledger/calendar.ts';
import { plannedReleaseId } from '../../ledger/release-id.ts';
import type { EpochMs } from '../../market/candles.ts';
import type { SourceKind } from '../../market/sources.ts';
import type { Flaws, Place } from './flaw.ts';
import { readCalendar } from './read-calendar.ts';
import type { ReadEntry } from './read-entry.ts';

export interface SlotCount {
  readonly expected: number;
  readonly published: number;
  readonly fallback: number;
  readonly missed: number;
  /** The newest slots, whose row may still come. */
  readonly open: number;
  /** Of those, the first one's instant. */
  readonly openSince: EpochMs | null;
}

interface PlannedRow {
  readonly place: Place;
  readonly status: string;
}

/** What the calendar promised is in the chain, once each, and no planned release besides (METHODS §8). */
export class CalendarCheck {
  readonly #flaws: Flaws;
  readonly #rules: CalendarRule[] = [];
  readonly #planned = new Map<string, PlannedRow>();

  constructor(flaws: Flaws) {
    this.#flaws = flaws;
  }

  addRule(entry: ReadEntry): void {
    const rule = readCalendar(entry.body.value);
    if (typeof rule === 'string') return this.#flaws.add('calendar', entry, rule);
    const last = this.#rules.at(-1);
    if (rule.effectiveFrom < entry.committedAt) {
      this.#flaws.add('calendar', entry, 'the rule takes effect before it was written down');
    }
    if (last && rule.effectiveFrom < last.effectiveFrom) {
      this.#flaws.add('calendar', entry, 'the rule takes effect before the one it replaces');
    }
    this.#rules.push(rule);
  }

  addRelease({ line, sequence, key, body }: ReadEntry): void {
    if (body.member('stream') !== 'planned') return;
    this.#planned.set(key, { place: { line, sequence, key }, status: String(body.member('status')) });
  }

  /** Judges what is there against what was due when the bundle was made. */
  end(source: SourceKind, exportedAt: EpochMs, flaws: Flaws): SlotCount {
    const due = expectedSlots(this.#rules, exportedAt).map((slot) => ({
      ...slot,
      key: plannedReleaseId(source, slot.symbol, slot.slot, slot.cutoff),
    }));
    const overdue = due.findLast(({ cutoff }) => cutoff + ROW_WITHIN_MS < exportedAt)?.cutoff ?? 0;
    const missing = due.filter(({ key }) => !this.#planned.has(key));
    // A slot that nothing ran for is written down when the next one runs.
    for (const { key, cutoff } of missing.filter(({ cutoff }) => cutoff < overdue)) {
      const problem = `the calendar has a slot at ${new Date(cutoff).toISOString()}, the chain no row of it`;
      flaws.add('completeness', { line: null, sequence: null, key }, problem);
    }
    const expected = new Set(due.map(({ key }) => key));
    for (const [key, { place }] of this.#planned) {
      if (!expected.has(key)) flaws.add('completeness', place, 'the calendar has no such slot');
    }
    const open = missing.filter(({ cutoff }) => cutoff >= overdue);
    const rows = [...this.#planned.values()];
    const having = (wanted: string) => rows.filter(({ status }) => status === wanted).length;
    return {
      expected: due.length,
      published: having('published'),
      fallback: having('fallback'),
      missed: having('missed'),
      open: open.length,
      openSince: open[0]?.cutoff ?? null,
    };
  }
}
