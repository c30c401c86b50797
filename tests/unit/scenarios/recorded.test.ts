import { describe, expect, it } from 'vitest';
import { momentsBetween, touchCalibration } from '../../../lab/bench/paths/touch-calibration.ts';
import { readCandleFile } from '../../../lab/evaluation/candle-file.ts';
import { sharedData } from '../../shared-data.ts';

const file = sharedData('ohlcv/BTCUSDT-1h-2017-2023.csv.gz');

describe('paths on recorded BTC, 2021–2023', () => {
  it.skipIf(!file)('touch prices about as often as the market did (the bench says: within two points)', () => {
    const candles = readCandleFile(String(file), 'BTC/USDT');
    const rows = touchCalibration(candles, momentsBetween('2021-01-01T00:00Z', '2023-12-30T00:00Z', 101), 100, 2_880);
    expect(rows).toHaveLength(18);
    for (const { horizonHours, sigmas, decisions, forecast, observed } of rows) {
      expect(decisions).toBeGreaterThan(240);
      // three standard errors of an observed share at 250 decisions, and the two points themselves
      const band = 0.02 + 3 * Math.sqrt((observed * (1 - observed)) / decisions);
      expect(Math.abs(forecast - observed), `${sigmas} σ within ${horizonHours} h`).toBeLessThan(band);
    }
    const bias = rows.reduce((sum, { forecast, observed }) => sum + forecast - observed, 0) / rows.length;
    expect(Math.abs(bias)).toBeLessThan(0.03);
  });
});
