import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  afterAnswer,
  isAbsent,
  nextQuestion,
  openSettlement,
  type Settlement,
} from '../../../domain/execution/orders/settlement.ts';
import { DIALECTS, VENUE_CODES, worldAfter } from '../../../domain/execution/orders/venue-failure.ts';

const SETTLING_MS = 5_000;
const STEP_MS = 1_000;

/** Asks once a step, for as long as there are answers. */
function asked(answers: readonly Answer[]): { settlement: Settlement; now: number } {
  let settlement = openSettlement(0, SETTLING_MS);
  let now = 0;
  for (const answer of answers) {
    let question = nextQuestion(settlement, now);
    while (question === null && !isAbsent(settlement)) {
      now += STEP_MS;
      question = nextQuestion(settlement, now);
    }
    if (question === null) break;
    settlement = afterAnswer(settlement, question, answer, now, SETTLING_MS);
  }
  return { settlement, now };
}

describe('an unknown order', () => {
  it('is absent after all three questions were answered twice, with the settling time before each round', () => {
    expect(isAbsent(asked(Array(5).fill('not-found')).settlement)).toBe(false);
    const { settlement, now } = asked(Array(6).fill('not-found'));
    expect(isAbsent(settlement)).toBe(true);
    expect(now).toBe(2 * SETTLING_MS);
  });

  it('stays unknown through a day of silence (INCIDENTS O5)', () => {
    const { settlement, now } = asked(Array(20_000).fill('no-answer'));
    expect(now).toBeGreaterThan(86_400_000);
    expect(isAbsent(settlement)).toBe(false);
  });

  it('never counts a failed request as "not found" (INCIDENTS O4)', () => {
    const answers = fc.array(fc.constantFrom<Answer>('not-found', 'no-answer', 'found'), { maxLength: 40 });
    fc.assert(
      fc.property(answers, (given) => {
        const { settlement } = asked(given);
        const rounds = given
          .map((answer) => (answer === 'not-found' ? 'n' : answer === 'found' ? 'f' : '-'))
          .join('')
          .split('f')
          .map((part) => part.split('-').reduce((sum, run) => sum + Math.floor(run.length / 3), 0));
        expect(isAbsent(settlement)).toBe(rounds.some((count) => count >= 2));
      }),
    );
  });
});

describe('what a venue’s failure says about the order (INCIDENTS O3)', () => {
  it.each([
    ['binance', '-1007', 'unknown'],
    ['binance', '-1006', 'unknown'],
    ['binance', '-2010', 'nothing-happened'],
    ['binance', '-1021', 'nothing-happened'],
    ['binance', '-4116', 'done'],
    ['okx', '50004', 'unknown'],
    ['okx', '51149', 'unknown'],
    ['okx', '51016', 'done'],
    ['bybit', '10016', 'unknown'],
    ['bybit', '110072', 'done'],
  ] as const)('%s %s: %s', (dialect, code, world) => {
    expect(worldAfter({ kind: 'code', dialect, code })).toBe(world);
  });

  it('is unknown for every code that nobody has listed', () => {
    for (const dialect of DIALECTS) {
      expect(worldAfter({ kind: 'code', dialect, code: '-99999' })).toBe('unknown');
      for (const code of Object.keys(VENUE_CODES[dialect])) {
        expect(['nothing-happened', 'done', 'unknown']).toContain(worldAfter({ kind: 'code', dialect, code }));
      }
    }
  });

  it.each([
    [429, 'nothing-happened'],
    [418, 'nothing-happened'],
    [500, 'unknown'],
    [502, 'unknown'],
    [504, 'unknown'],
  ] as const)('HTTP %i: %s', (status, world) => {
    expect(worldAfter({ kind: 'http', status })).toBe(world);
  });

  it.each(['timeout', 'reset', 'dns', 'closed'] as const)('a transport that ends in %s says nothing', (what) => {
    expect(worldAfter({ kind: 'transport', what })).toBe('unknown');
  });
});
