import { describe, expect, it } from 'vitest';
import { ADX } from '../../../domain/indicators/adx.ts';
import { ATR } from '../../../domain/indicators/atr.ts';
import { EMA } from '../../../domain/indicators/ema.ts';
import { batch } from '../../../domain/indicators/run.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { historyAt } from '../../../domain/market/history.ts';
import { estimateRegime } from '../../../domain/regime/detect.ts';
import { observations } from '../../../domain/regime/observation.ts';
import { initialRegimeState } from '../../../domain/regime/state.ts';
import { stepRegime } from '../../../domain/regime/verdict.ts';
import { simulatedMarket, START, without } from './simulated-market.ts';

const market = simulatedMarket(900, 'observed', () => ({ sigma: 0.006 }));
const history = historyAt(market, START + 900 * HOUR_MS);
const seen = observations(history);

describe('what the rules look at', () => {
  it('is the highest close of the last 24 bars', () => {
    for (const bar of [0, 10, 23, 24, 500, 899]) {
      expect(seen[bar].peak).toBe(Math.max(...history.close.slice(Math.max(0, bar - 23), bar + 1)));
    }
  });

  it('is ADX, ATR as a share of the close, and the gap of the averages in units of ATR', () => {
    const [adx] = batch(ADX, history, { period: 14 });
    const [atr] = batch(ATR, history, { period: 14 });
    const [[fast], [slow]] = [20, 50].map((period) => batch(EMA, history, { period }));
    expect(seen[800]).toMatchObject({
      closeTime: START + 801 * HOUR_MS,
      hour: 800 % 24,
      adx: adx[800],
      atr: atr[800] / history.close[800],
      gapAtr: (fast[800] - slow[800]) / atr[800],
    });
    expect(seen[10]).toMatchObject({ adx: Number.NaN, gapAtr: Number.NaN });
  });

  it('is unknown at a missing bar, and known again at the next', () => {
    const gapped = observations(historyAt(without(market, new Set([800])), START + 900 * HOUR_MS));
    expect(gapped[800]).toMatchObject({ close: NaN, peak: NaN, logRange: NaN, adx: NaN, atr: NaN, gapAtr: NaN });
    expect(Object.values(gapped[801]).every(Number.isFinite)).toBe(true);
  });
});

describe('the evidence of a verdict', () => {
  it('shows those figures in the units a person reads', () => {
    const parameters = estimateRegime(history);
    const bar = seen[800];
    const { verdict, state } = stepRegime(initialRegimeState(), bar, parameters);
    expect(verdict.evidence).toEqual({
      adx: bar.adx,
      atrPercent: 100 * bar.atr,
      emaGapAtr: bar.gapAtr,
      turbulenceProbability: state.turbulence[2],
      dropFromDayHighPercent: 100 * (1 - bar.close / bar.peak),
      crashDropPercent: 100 * (1 - Math.exp(-parameters.thresholds.crashDrop)),
      baseRate: parameters.baseRates[verdict.regime],
    });
    expect(verdict.since).toBe(bar.closeTime);
  });
});
