/**
 * Whether our textbook models are as accurate as the well-known packages: the 359 weekly series of the M4 competition,
 * 13 steps ahead, by its own measures.
 */
import type { Figure } from './figure.ts';
import { packageForecast } from './m4/package-arima.ts';
import { overallAverage, printed, type Score, scoreOf } from './m4/score.ts';
import { COMBINED, meanForecast, TEXTBOOK, type TextbookName } from './m4/textbook.ts';
import { forecastAll } from './m4/threads.ts';
import { HORIZON, readPublished, readPublishedScores, readWeekly, type WeeklySeries } from './m4/weekly.ts';
import { recordedM4 } from './places.ts';

/** Overall average of statsforecast 2 on the same series, of which ours may be a hundredth worse. */
const STATSFORECAST: Readonly<Record<TextbookName | 'mean of the three', number>> = {
  ets: 0.934,
  theta: 0.975,
  'theta, optimised': 0.976,
  arima: 0.868,
  'mean of the three': 0.887,
};
const AS_ACCURATE = 1.01;
const LIMIT_S = 150;
/** Naive is at 69 % on the series that it forecasts worst. */
const ABSURD_SMAPE = 100;
const PUBLISHED = ['Naive', 'sNaive', 'Naive2', 'SES'];

export async function m4Figures(tell: (line: string) => void): Promise<Figure[]> {
  const folder = recordedM4();
  if (!folder) {
    tell('skipped: the M4 series are not there (set SHARED_DATA)');
    return [];
  }
  const series = readWeekly(folder);
  const naive2 = scoreOf(series, readPublished(folder, 'Naive2'));
  const begun = performance.now();
  const answers = await forecastAll(series);
  const wallS = (performance.now() - begun) / 1000;
  const figures = (Object.keys(TEXTBOOK) as TextbookName[]).map((name) => {
    const score = scoreOf(
      series,
      answers.map((answer) => answer[name].forecast),
    );
    const seconds = answers.reduce((sum, answer) => sum + answer[name].ms, 0) / 1000;
    return scoreFigure(name, score, naive2, `, ${seconds.toFixed(1)} s in its threads`);
  });
  const means = answers.map((answer) => meanForecast(COMBINED.map((name) => answer[name].forecast)));
  return [
    { name: 'published scores missed', measured: missedScores(folder, series), unit: 'times', limit: 0 },
    ...figures,
    scoreFigure('mean of the three', scoreOf(series, means), naive2),
    packageFigure(series),
    { name: `${series.length} series, all models`, measured: wallS, unit: 's', limit: LIMIT_S },
  ];
}

function scoreFigure(name: keyof typeof STATSFORECAST, score: Score, naive2: Score, more = ''): Figure {
  const measured = overallAverage(score, naive2);
  const theirs = STATSFORECAST[name];
  const note = `OWA ${measured.toFixed(4)} (statsforecast ${theirs}), sMAPE ${score.smape.toFixed(3)}, MASE ${score.mase.toFixed(3)}${more}`;
  return { name, measured, unit: '×', limit: AS_ACCURATE * theirs, note };
}

/** Why ARIMA is fitted here: the package leaves the stationary region on some series, and tells nobody. */
function packageFigure(series: readonly WeeklySeries[]): Figure {
  const unsound = series.filter((one) => {
    const forecast = packageForecast(one.train, { p: 1, d: 1, q: 1 }, HORIZON);
    return !(scoreOf([one], [forecast]).smape < ABSURD_SMAPE);
  });
  const note = `not finite, or sMAPE above ${ABSURD_SMAPE} %`;
  return { name: 'absurd, arima package (1, 1, 1)', measured: unsound.length, unit: 'times', limit: null, note };
}

/** The scorer against the organisers': how many of their printed scores of their own forecasts it does not reproduce. */
function missedScores(folder: string, series: readonly WeeklySeries[]): number {
  const theirs = readPublishedScores(folder);
  const naive2 = printed(scoreOf(series, readPublished(folder, 'Naive2')));
  const missed = PUBLISHED.flatMap((method) => {
    const ours = printed(scoreOf(series, readPublished(folder, method)));
    const scores = { sMAPE: ours.smape, MASE: ours.mase, OWA: overallAverage(ours, naive2) };
    return Object.entries(scores).filter(([measure, score]) => score !== theirs.get(`${method} ${measure}`));
  });
  return missed.length;
}
