import { describe, expect, it } from 'vitest';
import { claimSentence } from '../../../domain/report/claim-sentence.ts';
import type { CalendarRule } from '../../../domain/ledger/calendar.ts';
import type { OutcomeBody } from '../../../domain/ledger/outcome-entry.ts';
import {
  FEWEST_FOR_COVERAGE,
  FEWEST_FOR_DIRECTION,
  recordOfRows,
  trackRecord,
} from '../../../domain/ledger/track-record.ts';
import { TrackBook } from '../../../domain/ledger/track-rows.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { skill } from '../../../domain/scoring/skill.ts';
import { entriesOf, entry, FROM } from '../../fixtures/track-entries.ts';

const DAYS = 14;

const rule: CalendarRule = {
  effectiveFrom: FROM,
  symbols: ['BTC/USDT'],
  horizonsHours: [4, 12, 24],
  slots: ['12:00'],
  zone: 'UTC',
  baselines: 'baseline-v1',
  scoring: 1,
};

const NOW = FROM + DAYS * DAY_MS;

describe('a track record', () => {
  const { entries, outcomes } = entriesOf(DAYS, 'planned', (day) => day === 3);
  const record = trackRecord([entry('calendar', rule), ...entries], NOW);
  const [four] = record.cells;
  const own = outcomes.filter(({ horizonHours }) => horizonHours === 4);

  it('has a cell per horizon, with the skill of what was published', () => {
    expect(record.cells.map(({ symbol, stream, horizonHours }) => [symbol, stream, horizonHours])).toEqual(
      [4, 12, 24].map((hours) => ['BTC/USDT', 'planned', hours]),
    );
    const sum = (of: (body: OutcomeBody) => number) => own.reduce((total, body) => total + of(body), 0);
    const crps = sum(({ scores }) => scores?.crps ?? 0);
    const base = sum(({ baselines }) => baselines.find(({ name }) => name === 'climatology')?.scores?.crps ?? 0);
    expect(four.published?.crpsSkill.value).toBeCloseTo(skill(crps, base), 12);
    expect(four.published?.coverage['80']).toBeCloseTo(sum((b) => Number(b.scores?.covered['80'])) / 13, 12);
    expect(four.published?.pit.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(four.since).toBe(FROM + 12 * HOUR_MS);
  });

  it('counts a missed slot as climatology in "all slots", beside what was published', () => {
    expect(four.counts).toMatchObject({ slots: 14, published: 13, missed: 1, resolved: 13, pending: 0 });
    expect(four.allSlots).toMatchObject({ slots: 14 });
    expect(four.allSlots?.crpsSkill).toBeCloseTo(((four.published?.crpsSkill.value ?? 0) * 13) / 14, 12);
  });

  it('is the same from entries as they come, counted in between, and keeps no bodies', () => {
    const book = new TrackBook();
    for (const each of [entry('calendar', rule), ...entries]) {
      book.add(each);
      if (each.kind === 'release') recordOfRows(book, NOW);
    }
    expect(recordOfRows(book, NOW)).toEqual(record);
    const bytes = entries.reduce((sum, { body }) => sum + body.length, 0);
    expect(JSON.stringify([book.rows, book.slots]).length).toBeLessThan(bytes / 5);
  });

  it('says when it is too little to speak of coverage and direction', () => {
    expect(FEWEST_FOR_COVERAGE).toBe(85);
    expect(FEWEST_FOR_DIRECTION).toBe(783);
    expect(four.published).toMatchObject({ coverageIsEnough: false, directionIsEnough: false });
    expect(four.published?.crpsSkill.low).toBeNaN();
    const { width } = four.claims;
    expect(claimSentence(width, 'the ranges', 'climatology', 'en')).toMatch(/^Not yet known .* 13 outcomes so far/);
    const proven = { ...width, verdict: 'better', stands: true, since: FROM } as const;
    expect(claimSentence(proven, 'the ranges', 'climatology', 'en')).toBe(
      'Proven better than climatology since 2026-01-05: the ranges, 13 outcomes.',
    );
    expect(claimSentence({ ...proven, stands: false }, 'диапазоны', 'климатология', 'ru')).toMatch(/^Пока не известно/);
  });

  it('scores scenarios beside their climatology, with the longest horizon', () => {
    expect(four.published?.scenarios).toBeNull();
    const settled = record.cells[2].published?.scenarios;
    expect(settled?.n).toBe(13);
    expect(settled?.brier).toBeGreaterThan(0);
  });

  it('never mixes streams, and knows no slots of releases by hand', () => {
    const manual = entriesOf(3, 'manual');
    const both = trackRecord([entry('calendar', rule), ...entries, ...manual.entries], NOW);
    expect(both.cells.filter(({ stream }) => stream === 'planned')).toEqual(record.cells);
    const byHand = both.cells.filter(({ stream }) => stream === 'manual');
    expect(byHand.map(({ counts, allSlots }) => [counts.slots, counts.resolved, allSlots])).toEqual(
      Array(3).fill([0, 3, null]),
    );
  });

  it('tells pending and void ones from resolved ones', () => {
    const gone = own[0];
    const empty = { ...gone, status: 'void', price: null, logReturn: null, scores: null };
    const changed = entries.flatMap(({ kind, body }) => {
      if (kind !== 'outcome') return [{ kind, body }];
      const outcome = JSON.parse(body) as OutcomeBody;
      if (outcome.releaseId === gone.releaseId && outcome.horizonHours === 4) return [entry('outcome', empty)];
      return outcome.releaseId === 'planned-5' ? [] : [{ kind, body }];
    });
    const [cell] = trackRecord(changed, NOW).cells;
    expect(cell.counts).toMatchObject({ published: 13, resolved: 11, void: 1, pending: 1 });
    expect(cell.claims.width.decisions).toBe(11);
  });
});
