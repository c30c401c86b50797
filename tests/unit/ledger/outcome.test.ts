import { describe, expect, it } from 'vitest';
import { canonicalBytes, canonicalText } from '../../../domain/ledger/canonical.ts';
import { outcomeProblem, outcomeProblemOnCandles } from '../../../domain/ledger/check-outcome.ts';
import { commitmentText } from '../../../domain/ledger/commitment.ts';
import { committedRelease } from '../../../domain/ledger/committed-release.ts';
import { isSettled, outcomeOf } from '../../../domain/ledger/outcome.ts';
import { type OutcomeBody, outcomeEntry } from '../../../domain/ledger/outcome-entry.ts';
import type { Candles } from '../../../domain/market/candles.ts';
import { crps } from '../../../domain/scoring/crps.ts';
import { settledRelease } from '../../fixtures/settled-release.ts';

const { document, release, settling, body } = settledRelease(24, { directional: true });
const { hash } = document.ledger;
const parsed = (made: OutcomeBody) => JSON.parse(canonicalText(made)) as OutcomeBody;

function without(candles: Candles, row: number): Candles {
  const keep = (column: Float64Array) => column.filter((_, i) => i !== row);
  const { openTime, open, high, low, close, volume } = candles;
  return {
    ...candles,
    openTime: keep(openTime),
    open: keep(open),
    high: keep(high),
    low: keep(low),
    close: keep(close),
    volume: keep(volume),
  };
}

describe('an outcome', () => {
  it('fits into 6 KB with its baselines, scenarios, advice and shadow cards', () => {
    expect(body.cards?.advice).not.toBeNull();
    const { key, body: text } = outcomeEntry(body);
    expect(key).toBe('BTC-USDT_20230601T1200Z_manual_24h');
    expect(Buffer.byteLength(text)).toBeGreaterThan(4_096);
    const huge = { ...body, baselines: [...body.baselines, ...body.baselines] };
    expect(() => outcomeEntry(huge)).toThrow(/at most 6144/);
  });

  it('scores what was committed against the close at the target', () => {
    const last = settling.candles.close.at(-1) ?? 0;
    expect(body.price).toBe(last);
    expect(body.logReturn).toBe(Math.log(last / (document.basePrice ?? 0)));
    const full = document.forecasts[2].quantiles.map((price) => Math.log(price / (document.basePrice ?? 0)));
    expect(body.scores?.crps).toBeCloseTo(crps(full, body.logReturn ?? 0), 7);
    expect(body.baselines.map(({ name }) => name)).toEqual(['climatology', 'random-walk', 'plain-volatility']);
  });

  it('leaves scenarios and cards to the longest horizon', () => {
    const { body: short } = settledRelease(4);
    expect(short.scenarios).toBeNull();
    expect(short.cards).toBeNull();
    expect(short.candles.bars).toBe(4);
  });

  it('follows from the release alone, read back from its text', () => {
    expect(outcomeProblem(parsed(body), release, hash)).toBeNull();
    expect(outcomeProblem(parsed(body), release, hash, canonicalBytes(body))).toBeNull();
    expect(outcomeProblemOnCandles(parsed(body), release, settling)).toBeNull();
  });

  it.each([
    ['a score', (b: OutcomeBody) => ({ ...b, scores: b.scores && { ...b.scores, crps: b.scores.crps + 2e-12 } })],
    ['the price', (b: OutcomeBody) => ({ ...b, price: (b.price ?? 0) * 1.0001 })],
    [
      'a quantile of a baseline',
      (b: OutcomeBody) => ({
        ...b,
        baselines: b.baselines.map((base) => ({ ...base, quantiles: base.quantiles.map((q) => q + 1) })),
      }),
    ],
    ['a baseline left out', (b: OutcomeBody) => ({ ...b, baselines: b.baselines.slice(1) })],
    ['baselines at all', (b: OutcomeBody) => ({ ...b, baselines: [] })],
    [
      'what else a baseline has',
      (b: OutcomeBody) => ({ ...b, baselines: b.baselines.map((base) => ({ aside: { scores: 1 }, ...base })) }),
    ],
    [
      'a shadow card',
      (b: OutcomeBody) => ({
        ...b,
        cards: b.cards?.shadow
          ? {
              ...b.cards,
              shadow: { ...b.cards.shadow, plans: { ...b.cards.shadow.plans, long: b.cards.shadow.plans.short } },
            }
          : null,
      }),
    ],
    [
      'the score of the scenarios',
      (b: OutcomeBody) => ({
        ...b,
        scenarios:
          b.scenarios && b.scenarios.happened !== 'void'
            ? { ...b.scenarios, scores: { brier: 0, logScore: b.scenarios.scores.logScore } }
            : null,
      }),
    ],
    ['the release', (b: OutcomeBody) => ({ ...b, releaseHash: hash.replace(/./, 'x') })],
  ])('that says otherwise about %s is found out without a candle', (_, change) => {
    const changed = parsed(change(parsed(body)));
    const problem = outcomeProblem(changed, release, hash);
    expect(problem).not.toBeNull();
    expect(outcomeProblem(changed, release, hash, canonicalBytes(changed))).toBe(problem);
  });

  it.each([null, 7, 'text', [body.baselines[0]]])(
    'whose baselines hold %j is none, whether its bytes are at hand or not',
    (other) => {
      const strange = { ...body, baselines: [other] } as unknown as OutcomeBody;
      const said = (bytes?: Uint8Array) => {
        try {
          return outcomeProblem(strange, release, hash, bytes);
        } catch (failure) {
          return failure;
        }
      };
      expect(said()).not.toBeNull();
      expect(said(canonicalBytes(strange))).toEqual(said());
    },
  );

  it('with other candles than it names is found out by whoever has them', () => {
    const candles = { ...settling.candles, volume: settling.candles.volume.map((v) => v + 1) };
    expect(outcomeProblemOnCandles(parsed(body), release, { ...settling, candles })).toContain('candles.sha256');
  });

  it('is void where the closing bar is missing, and says nothing of scores', () => {
    const candles = without(settling.candles, settling.candles.openTime.length - 1);
    const empty = outcomeOf({ ...settling, candles });
    expect(empty).toMatchObject({ status: 'void', price: null, scores: null, scenarios: { happened: 'void' } });
    expect(isSettled(candles, release, 24)).toBe(false);
    expect(outcomeProblem(parsed(empty), release, hash)).toBeNull();
  });

  it('of a price with a missing bar before it is scored, but its scenarios and cards are void', () => {
    const candles = without(settling.candles, 10);
    const gapped = outcomeOf({ ...settling, candles });
    expect(gapped.status).toBe('resolved');
    expect(gapped.scenarios).toEqual({ happened: 'void' });
    expect(isSettled(candles, release, 24)).toBe(false);
    expect(isSettled(candles, release, 12)).toBe(true);
  });

  it('of a release of schema 1 is scored without baselines', () => {
    const { ledger: _, timingsMs: __, ...old } = { ...document, schema: 1 as const };
    const first = committedRelease(commitmentText(old));
    const scored = outcomeOf({ ...settling, release: first, baselines: [] });
    expect(scored.scores).toEqual(body.scores);
    expect(outcomeProblem(parsed(scored), first, hash)).toBeNull();
  });
});
