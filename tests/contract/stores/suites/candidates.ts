import { expect, it } from 'vitest';
import type { Database, Stores } from '../../../../activities/ports.ts';
import { candidateForecast } from '../../../../domain/ledger/candidate-forecast.ts';
import { HOUR_MS } from '../../../../domain/market/candles.ts';
import { settledRelease } from '../../../fixtures/settled-release.ts';
import { documentOf, releaseEntry, request } from '../examples.ts';

const [recipe, beside] = ['three-carry-1', 'four-carry-1'];
const quantiles = Array.from({ length: 103 }, (_, i) => (i - 51) / 5_000);

export function candidatesSuite(database: () => Database, stores: () => Stores): void {
  const market = { source: 'simulated', symbol: 'CND/USDT', recipe, beside } as const;

  async function published() {
    const asked = request({ source: 'simulated', symbol: market.symbol, stream: 'planned' });
    await stores().releases.begin(asked);
    await stores().ledger.append(releaseEntry(asked), asked.cutoff, { document: documentOf(asked), publications: [] });
    const { releaseId, cutoff } = asked;
    const of = { releaseId, releaseHash: '', symbol: market.symbol, recipe, beside, learnedSha256: '', cutoff };
    const said = [4, 12].map((horizonHours) => ({ horizonHours, pUp: 0.5, quantiles }));
    return { releaseId, cutoff, forecast: candidateForecast({ ...of, basePrice: 27_000 }, said, cutoff) };
  }

  it('keeps what a candidate said with its entry, once, and pairs it once its outcome is known', async () => {
    const { releaseId, cutoff, forecast } = await published();
    expect(await stores().candidates.due(market, cutoff - 1)).toEqual([releaseId]);
    expect(await stores().candidates.due(market, cutoff)).toEqual([]);
    const issue = () => stores().candidates.issue('simulated', forecast, cutoff + HOUR_MS);
    expect((await issue()).hash).toBe((await issue()).hash);
    expect(await stores().candidates.due(market, cutoff - 1)).toEqual([]);
    expect(await stores().candidates.unpaired(market)).toEqual([]);
    const { body } = settledRelease(4);
    await stores().outcomes.record('simulated', { ...body, releaseId, symbol: market.symbol }, cutoff + 5 * HOUR_MS);
    const [waiting, ...more] = await stores().candidates.unpaired(market);
    expect(more).toEqual([]);
    expect(waiting).toMatchObject({ releaseId, horizonHours: 4, issuedAt: cutoff, outcome: body.logReturn });
    expect(waiting.quantiles).toHaveLength(103);
    expect(waiting.quantiles[0]).toBeCloseTo(quantiles[0], 6);
    const span = { issuedAt: cutoff, resolvedAt: cutoff + 4 * HOUR_MS, horizonHours: 4 };
    const pair = { ...span, running: 0.01, candidate: 0.009, bound: 0.002 };
    for (const running of [0.01, 0.02]) await stores().candidates.pair(recipe, releaseId, { ...pair, running });
    expect(await stores().candidates.pairs(market, cutoff + HOUR_MS)).toEqual([pair]);
    expect(await stores().candidates.pairs(market, cutoff + HOUR_MS + 1)).toEqual([]);
    expect(await stores().candidates.unpaired(market)).toEqual([]);
  });

  it('takes nothing that was committed after its target, and nothing beside what was not published', async () => {
    const { cutoff, forecast } = await published();
    const late = stores().candidates.issue('simulated', forecast, cutoff + 4 * HOUR_MS);
    await expect(late).rejects.toMatchObject({ code: 'store.conflict' });
    const alone = stores().candidates.issue('live', forecast, cutoff);
    await expect(alone).rejects.toMatchObject({ code: 'store.conflict' });
    const written = await database().query("select from ledger where kind = 'candidate' and key like $1", [
      `${forecast.releaseId}_%`,
    ]);
    expect(written).toEqual([]);
  });
}
