import { describe, expect, it } from 'vitest';
import { historyAt } from '../../../domain/market/history.ts';
import { isNotEnough } from '../../../domain/models/model.ts';
import { estimateMember, forecastMember } from '../../../domain/models/run.ts';
import { readCandleFile } from '../../../lab/evaluation/candle-file.ts';
import { sharedData } from '../../shared-data.ts';

const file = sharedData('ohlcv/BTCUSDT-1h-2017-2023.csv.gz');
const DAY_AHEAD = [24];
const [LOW, MIDDLE, HIGH] = [11, 51, 91];

describe.skipIf(!file)('estimated in the middle of a crash', () => {
  const candles = readCandleFile(file ?? '', 'BTC/USDT');

  // ETS once expected another −44 % at the second of these, and −27 % at the first: a trend found on the fall.
  it.each(['2020-03-12T12:00Z', '2020-03-13T00:00Z', '2021-05-19T12:00Z'])(
    'no textbook member extrapolates the fall: %s',
    (moment) => {
      const history = historyAt(candles, Date.parse(moment));
      for (const name of ['ets', 'theta', 'arima']) {
        const answer = forecastMember(name, history, estimateMember(name, history, '7'), DAY_AHEAD, '7');
        if (isNotEnough(answer)) throw new Error(answer.notEnough);
        const [{ quantiles }] = answer;
        const span = quantiles[HIGH] - quantiles[LOW];
        expect(Math.abs(quantiles[MIDDLE]) / span, name).toBeLessThan(0.1);
      }
    },
  );
});
