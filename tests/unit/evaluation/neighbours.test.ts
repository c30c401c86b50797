import { expect, it } from 'vitest';
import { NEIGHBOURS } from '../../../activities/steps/similarity.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { candlesOf } from '../../../domain/market/rows.ts';
import { neighbourDistribution } from '../../../domain/similarity/distribution.ts';
import { embedBar, embedRange } from '../../../domain/similarity/embedding.ts';
import { searchExact } from '../../../domain/similarity/search.ts';
import {
  candidatesNeeded,
  latestNeighbourClose,
  selectNeighbours,
  WINDOW_BARS,
} from '../../../domain/similarity/selection.ts';
import { NeighbourForecasts } from '../../../lab/evaluation/neighbours.ts';
import { RecordedMarket } from '../../../lab/evaluation/recorded-market.ts';
import { CUTOFF, RECORDED_BTC, recordedBars } from '../../fixtures/recorded-bars.ts';

const HORIZONS = [4, 24];

it.skipIf(!RECORDED_BTC)('what followed the similar windows is what a release makes of them, to the last digit', () => {
  const market = new RecordedMarket(candlesOf(recordedBars(800), 'BTC/USDT', HOUR_MS));
  const moments = [CUTOFF - 20.5 * DAY_MS, CUTOFF];
  const forecasts = new NeighbourForecasts(market.history, moments[0], moments[1]);
  for (const cutoff of moments) {
    const history = market.loadedAt(cutoff);
    const query = embedBar(history, history.length - 1) ?? new Float64Array();
    const until = latestNeighbourClose(cutoff, WINDOW_BARS, HOUR_MS);
    const limit = candidatesNeeded(NEIGHBOURS);
    const candidates = searchExact(query, embedRange(history, 0, history.length), { until, limit });
    const similar = selectNeighbours({ query, candidates, cutoff, horizonsHours: HORIZONS, k: NEIGHBOURS, history });
    expect(similar.verdict).toBe('enough');
    expect(forecasts.at(cutoff, HORIZONS)).toEqual(
      HORIZONS.map((hours) => neighbourDistribution(similar, hours)?.quantiles),
    );
  }
});
