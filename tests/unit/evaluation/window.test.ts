import { describe, expect, it } from 'vitest';
import { LEARNING_SEED, LEARNING_WEEKS, learningDecisions } from '../../../domain/ensemble/boundary.ts';
import { DAY_MS } from '../../../domain/market/candles.ts';
import { earlier } from '../../../domain/market/history.ts';
import { weeklyBoundary } from '../../../domain/market/week.ts';
import { MODEL_NAMES } from '../../../domain/models/registry.ts';
import { memberWeek, walkedAt } from '../../../domain/models/walk-forward.ts';
import { readCandleFile } from '../../../lab/evaluation/candle-file.ts';
import { RecordedMarket } from '../../../lab/evaluation/recorded-market.ts';
import { memberCode } from '../../../lab/evaluation/source-hash.ts';
import { RECORDED_BTC } from '../../fixtures/recorded-bars.ts';

const HORIZONS = { horizonsBars: [4, 12, 24], seed: LEARNING_SEED };
const SUNDAY_NIGHT = Date.parse('2023-12-17T12:00Z');

/** A release knows two years; an evaluation has all of them before it. Neither may make a difference. */
describe.skipIf(!RECORDED_BTC)('at the oldest decision that a release learns from', () => {
  const market = RECORDED_BTC ? new RecordedMarket(readCandleFile(RECORDED_BTC, 'BTC/USDT')) : null;

  it.each(MODEL_NAMES)('%s says the same from what a release loads as from everything before', (name) => {
    if (!market) throw new Error('no recorded data');
    const known = market.learnedFrom(SUNDAY_NIGHT);
    const [oldest] = learningDecisions(weeklyBoundary(SUNDAY_NIGHT), LEARNING_WEEKS);
    const said = (history: typeof known) =>
      walkedAt(memberWeek(name, history, weeklyBoundary(oldest), LEARNING_SEED), history, oldest, HORIZONS);
    expect(said(known)).toEqual(said(market.history));
    expect(said(known)[0].quantiles).not.toBeNull();
  });

  it('a release of that week looks back no further than two years', () => {
    if (!market) throw new Error('no recorded data');
    const loaded = market.loadedAt(SUNDAY_NIGHT);
    expect(SUNDAY_NIGHT - loaded.firstOpenTime).toBe(730 * DAY_MS);
    expect(earlier(loaded, SUNDAY_NIGHT).length).toBe(17_520);
  });
});

it('every member lies in a file of its name, which is what its walks are kept by', () => {
  const hashes = MODEL_NAMES.map(memberCode);
  expect(new Set(hashes).size).toBe(MODEL_NAMES.length);
});
