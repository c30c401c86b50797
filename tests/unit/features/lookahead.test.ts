import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlmanacError } from '../../../domain/errors.ts';
import { featureSnapshot } from '../../../domain/features/snapshot.ts';
import type { Candles, EpochMs } from '../../../domain/market/candles.ts';
import { historyAt } from '../../../domain/market/history.ts';
import { checkLookahead } from '../../../lab/lookahead/check.ts';
import { closeOf, hourly } from './market.ts';

const candles = hourly(900);
const snapshot = (given: Candles, cutoff: EpochMs) =>
  JSON.stringify(
    featureSnapshot({
      history: historyAt(given, cutoff),
      slot: '1200',
      zone: 'Asia/Jerusalem',
      orderBook: null,
      derivatives: null,
    }),
  );
const pastCloses = (given: Candles, cutoff: EpochMs) =>
  given.close.filter((_, i) => given.openTime[i] + given.barMs <= cutoff);

describe('the feature snapshot', () => {
  it('does not change by a byte, whatever follows the cutoff, and does when the past moves', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 30, max: 880 }), async (last) => {
        const report = await checkLookahead(snapshot, candles, closeOf(last));
        expect(report).toEqual({ changed: ['shifted'], leaks: [], blind: [] });
      }),
      { numRuns: 15 },
    );
  });
});

describe('the look-ahead checker catches a planted', () => {
  const cutoff = closeOf(600);

  it('centred window', async () => {
    const centred = (given: Candles, at: EpochMs) => {
      const last = pastCloses(given, at).length - 1;
      const window = given.close.slice(last - 3, last + 4);
      return String(window.reduce((sum, close) => sum + close, 0) / window.length);
    };
    expect((await checkLookahead(centred, candles, cutoff)).leaks).toEqual([
      'truncated',
      'altered',
      'garbage-appended',
    ]);
  });

  it('fill from behind', async () => {
    const gapped = hourly(900, 'features', [600]);
    const backFilled = (given: Candles, at: EpochMs) =>
      String(given.close[given.openTime.findIndex((opened) => opened >= at - given.barMs)]);
    expect((await checkLookahead(backFilled, gapped, cutoff)).leaks).toEqual([
      'truncated',
      'altered',
      'garbage-appended',
    ]);
    expect((await checkLookahead(backFilled, candles, cutoff)).leaks).toEqual([]);
  });

  it('normalisation by the whole series', async () => {
    const normalised = (given: Candles, at: EpochMs) => {
      const last = pastCloses(given, at).length - 1;
      return new Uint8Array(
        Float64Array.of(given.close[last] / Math.max(...given.close.filter(Number.isFinite))).buffer,
      );
    };
    expect((await checkLookahead(normalised, candles, cutoff)).leaks).toEqual(['altered', 'garbage-appended']);
  });

  it('bar that is still open at the cutoff', async () => {
    const open = (given: Candles, at: EpochMs) => String(given.close.filter((_, i) => given.openTime[i] <= at).at(-1));
    expect((await checkLookahead(open, candles, cutoff)).leaks).toEqual(['truncated', 'altered', 'garbage-appended']);
  });

  it('answer that reads no prices at all', async () => {
    expect(await checkLookahead(() => 'the same', candles, cutoff)).toEqual({
      changed: [],
      leaks: [],
      blind: ['shifted'],
    });
  });

  it('cutoff without a future, which proves nothing', async () => {
    await expect(checkLookahead(() => '', candles, closeOf(900))).rejects.toThrow(AlmanacError);
  });
});
