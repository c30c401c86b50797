import { describe, expect, it } from 'vitest';
import { AlmanacError } from '../../../domain/errors.ts';
import { givenUp, hear } from '../../../domain/publication/decide.ts';
import { evolve, type PublicationNews } from '../../../domain/publication/evolve.ts';
import { PUBLICATION_STATES, PUBLICATION_STEPS, stateAfter } from '../../../domain/publication/life.ts';
import { promised, type Publication } from '../../../domain/publication/publication.ts';
import { timelinessOf } from '../../../domain/publication/timeliness.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';

const problem = (
  code: ConstructorParameters<typeof AlmanacError>[0],
  world: 'nothing-happened' | 'unknown',
  detail = {},
) => new AlmanacError(code, 'no', detail, { world }).body();
const silence: PublicationNews = { type: 'silence', at: 3, problem: problem('publish.unanswered', 'unknown') };
const accept: PublicationNews = { type: 'accept', at: 4, by: 'publisher', receipt: '7' };
const claim = (parts: number): PublicationNews => ({
  type: 'claim',
  at: 2,
  content: { sha256: 'c'.repeat(64), parts },
});

const through = (...news: PublicationNews[]): Publication => {
  return news.reduce<Publication>(
    (before, next) => {
      const after = evolve(before, next);
      if (!after) throw new Error(`${next.type} after ${before.state}`);
      return after;
    },
    promised('r', 'telegram:@c', 1),
  );
};

describe('a publication', () => {
  it('has the life that its table says, pair by pair', () => {
    const pairs = PUBLICATION_STATES.map((state) => {
      const steps = PUBLICATION_STEPS.map((step) => [step, stateAfter(state, step)] as const);
      return [state, Object.fromEntries(steps.filter(([, after]) => after))] as const;
    });
    expect(Object.fromEntries(pairs)).toEqual({
      pending: { claim: 'sending', pass: 'refused' },
      sending: {
        'accept-part': 'sending',
        'accept-last': 'sent',
        silence: 'unknown',
        decline: 'pending',
        refuse: 'refused',
      },
      unknown: {
        'accept-part': 'pending',
        'accept-last': 'sent',
        silence: 'unknown',
        decline: 'pending',
        refuse: 'refused',
        'take-back': 'pending',
      },
      sent: {},
      refused: { 'take-back': 'pending' },
    });
  });

  it('is sent once every part of it is there', () => {
    expect(through(claim(2), accept)).toMatchObject({ state: 'sending', receipts: ['7'], settled: null });
    expect(through(claim(2), accept, accept)).toMatchObject({ state: 'sent', settled: { at: 4, by: 'publisher' } });
  });

  it('goes on with the next part when a person says that the unknown one is there', () => {
    const settled = through(claim(2), silence, { type: 'accept', at: 9, by: 'person', receipt: null });
    expect(settled).toMatchObject({ state: 'pending', receipts: [null], settled: null });
  });

  it('is never touched again once it is there', () => {
    const sent = through(claim(1), accept);
    for (const news of [claim(1), accept, silence]) expect(evolve(sent, news)).toBeNull();
  });
});

describe('an answer', () => {
  const heard = (
    code: Parameters<typeof problem>[0],
    world: 'nothing-happened' | 'unknown',
    detail = {},
    attempts = 1,
  ) => hear({ attempts }, { kind: 'failed', problem: problem(code, world, detail) }, 'once', 1_000);

  it('of silence is unknown where a second message would be a second message, and asked again where not', () => {
    expect(heard('publish.unanswered', 'unknown').type).toBe('silence');
    const repeated = { kind: 'failed', problem: problem('publish.unanswered', 'unknown') } as const;
    expect(hear({ attempts: 1 }, repeated, 'repeatable', 1_000)).toMatchObject({ type: 'decline', notBefore: 31_000 });
  });

  it('of a limit is obeyed to the millisecond (S5)', () => {
    expect(heard('publish.limited', 'nothing-happened', { retryAfterMs: 230_000 })).toMatchObject({
      type: 'decline',
      notBefore: 231_000,
    });
  });

  it('of a refusal by name is asked for again, ever more rarely, at least once an hour', () => {
    const pauses = [1, 2, 3, 20].map((attempts) => {
      const news = heard('publish.refused', 'nothing-happened', {}, attempts);
      return news.type === 'decline' ? news.notBefore - 1_000 : null;
    });
    expect(pauses).toEqual([30_000, 60_000, 120_000, HOUR_MS]);
  });

  it('that the content itself is not taken ends it', () => {
    expect(heard('publish.content', 'nothing-happened').type).toBe('refuse');
  });
});

describe('a claim of which nothing was heard', () => {
  it('is left alone while somebody may be asking, and is unknown afterwards', () => {
    const claimed = through(claim(1));
    expect(givenUp(claimed, 'once', 120_001)).toBeNull();
    expect(givenUp(claimed, 'once', 120_002)).toMatchObject({ type: 'silence', problem: { world: 'unknown' } });
    expect(givenUp(claimed, 'repeatable', 3)).toMatchObject({ type: 'decline', notBefore: 3 });
  });
});

describe('a forecast', () => {
  it('is new for a quarter of an hour, late until its first horizon, then only told of, and after three days not even that', () => {
    const cutoff = '2026-03-04T12:00:00.000Z';
    const forecasts = [{ horizonHours: 4 }, { horizonHours: 24 }] as never;
    const committed = Date.parse(cutoff) + 60_000;
    const at = (hours: number) => timelinessOf({ cutoff, forecasts }, committed, committed + hours * HOUR_MS);
    expect([0, 0.25, 0.26, 3.98, 3.99, 72, 72.1].map(at)).toEqual([
      'new',
      'new',
      'late',
      'late',
      'over',
      'over',
      'gone',
    ]);
  });
});
