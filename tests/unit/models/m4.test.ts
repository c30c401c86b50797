/** The textbook models on the weekly series of the M4 competition; all 359 of them: `npm run bench -- m4`. */
import { describe, expect, it } from 'vitest';
import { overallAverage, printed, scoreOf } from '../../../lab/bench/m4/score.ts';
import { COMBINED, meanForecast, TEXTBOOK } from '../../../lab/bench/m4/textbook.ts';
import { readPublished, readPublishedScores, readWeekly } from '../../../lab/bench/m4/weekly.ts';
import { sharedData } from '../../shared-data.ts';

const folder = sharedData('m4') ?? '';

describe.skipIf(!folder)('M4 Weekly', () => {
  const series = readWeekly(folder);

  it.each(['Naive', 'sNaive', 'Naive2', 'SES'])(
    'scores %s as the organisers did, to the last printed digit',
    (method) => {
      const theirs = readPublishedScores(folder);
      const ours = printed(scoreOf(series, readPublished(folder, method)));
      const naive2 = printed(scoreOf(series, readPublished(folder, 'Naive2')));
      expect(ours.smape).toBe(theirs.get(`${method} sMAPE`));
      expect(ours.mase).toBe(theirs.get(`${method} MASE`));
      expect(overallAverage(ours, naive2)).toBe(theirs.get(`${method} OWA`));
    },
  );

  // On the same thirty series statsforecast's AutoETS, Theta, AutoARIMA and their mean have 1.015, 1.005, 0.819 and 0.913.
  it('finds every model within its bound on every twelfth series, and their mean better than Naive2', () => {
    const twelfth = <T>(all: readonly T[]) => all.filter((_, i) => i % 12 === 0);
    const chosen = twelfth(series);
    const naive2 = scoreOf(chosen, twelfth(readPublished(folder, 'Naive2')));
    const owa = (forecasts: readonly Float64Array[]) => overallAverage(scoreOf(chosen, forecasts), naive2);
    const [ets, theta, arima] = COMBINED.map((name) => chosen.map(({ train }) => TEXTBOOK[name](train)));
    const mean = chosen.map((_, i) => meanForecast([ets[i], theta[i], arima[i]]));
    expect(owa(ets)).toBeLessThan(1);
    expect(owa(theta)).toBeLessThan(1.015);
    expect(owa(arima)).toBeLessThan(0.975);
    expect(owa(mean)).toBeLessThan(0.945);
  });
});
