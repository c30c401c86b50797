import { describe, expect, it } from 'vitest';
import {
  afterNews,
  isConfirmed,
  isFinal,
  ORDER_NEWS,
  ORDER_STATES,
  type OrderNews,
  type OrderState,
} from '../../../domain/execution/orders/life-cycle.ts';

/** Every pair, one line per state in the order of ORDER_NEWS; `-` is a violation. */
const EXPECTED = `
                send  abandon silence       acknowledge   part-fill     last-fill cancel    refuse  expire  not-there
recorded        sent  absent  -             -             -             -         -         -       -       -
sent            -     -       unknown       working       partly-filled filled    cancelled refused expired -
unknown         -     -       unknown       working       partly-filled filled    cancelled refused expired absent
working         -     -       working       working       partly-filled filled    cancelled -       expired -
partly-filled   -     -       partly-filled partly-filled partly-filled filled    cancelled -       expired -
filled          -     -       filled        filled        -             -         -         -       -       -
cancelled       -     -       cancelled     cancelled     cancelled     filled    cancelled cancelled -     -
refused         -     -       refused       -             -             -         -         refused -       -
expired         -     -       expired       expired       expired       -         -         -       expired -
absent          -     -       absent        -             -             -         -         -       -       absent
`;

const [header, ...lines] = EXPECTED.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const PAIRS = lines.flatMap(([state, ...next]) =>
  header.map((news, i) => [state as OrderState, news as OrderNews, next[i]] as const),
);

describe('the life of an order', () => {
  it('is told for every state and every piece of news', () => {
    expect(header).toEqual([...ORDER_NEWS]);
    expect(lines.map(([state]) => state)).toEqual([...ORDER_STATES]);
  });

  it.each(PAIRS)('%s, %s: %s', (state, news, next) => {
    expect(afterNews(state, news) ?? '-').toBe(next);
  });

  it('never leads from a final state back to a live one', () => {
    for (const state of ORDER_STATES.filter(isFinal)) {
      const next = ORDER_NEWS.map((news) => afterNews(state, news)).filter((each) => each !== null);
      expect(next.filter((each) => !isFinal(each))).toEqual([]);
      expect(next.filter((each) => each !== state)).toEqual(state === 'cancelled' ? ['filled'] : []);
    }
  });

  it('lets only the venue end `unknown` (INCIDENTS O5)', () => {
    expect(afterNews('unknown', 'silence')).toBe('unknown');
    expect(afterNews('unknown', 'abandon')).toBeNull();
    expect(isConfirmed('unknown')).toBe(false);
  });
});
