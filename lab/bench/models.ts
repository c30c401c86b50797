/** What the members cost, and roughly what each is worth against climatology on recorded BTC. */
import { LEARNING_BARS, LEARNING_WEEKS, learningDecisions, rehearsalsOf } from '../../domain/ensemble/boundary.ts';
import { rollingClimatology } from '../../domain/ensemble/rolling-climatology.ts';
import { type Candles, DAY_MS, type EpochMs } from '../../domain/market/candles.ts';
import { earlier, type History, historyAt } from '../../domain/market/history.ts';
import { weeklyBoundary } from '../../domain/market/week.ts';
import { MODEL_NAMES } from '../../domain/models/registry.ts';
import { logCloses } from '../../domain/models/returns.ts';
import { estimateMember, forecastMember } from '../../domain/models/run.ts';
import { selectEts } from '../../domain/models/smoothing/ets-selection.ts';
import { fitTheta } from '../../domain/models/smoothing/theta-fit.ts';
import { walkForward } from '../../domain/models/walk-forward.ts';
import { crps } from '../../domain/scoring/crps.ts';
import { outcome } from '../../domain/scoring/outcome.ts';
import { skill } from '../../domain/scoring/skill.ts';
import { readCandleFile } from '../evaluation/candle-file.ts';
import { type Figure, median } from './figure.ts';
import { recordedCandles } from './places.ts';

const LIMITS_MS = {
  estimate: 400,
  forecast: 60,
  release: 1_500,
  walk: 10_000,
  fiveYears: 20_000,
  ets: 41,
  theta: 2,
} as const;
const HORIZONS_BARS = [4, 12, 24];
const SEED = 'bench';
const CUTOFF = Date.parse('2023-06-01T12:00Z');
/** Decisions at which HAR-X alone is walked. */
const FIVE_YEARS = { from: Date.parse('2019-01-01'), to: Date.parse('2024-01-01'), everyMs: DAY_MS / 2 };
const EVALUATED = { from: Date.parse('2022-01-01'), to: Date.parse('2023-12-31'), everyMs: 3 * DAY_MS + DAY_MS / 2 };

/** Needs hourly BTC candles that cover 2020–2023. */
export function modelFigures(tell: (line: string) => void): Figure[] {
  const file = recordedCandles('BTCUSDT-1h-2017-2023.csv.gz');
  if (!file) {
    tell('skipped: no recorded candles (set SHARED_DATA)');
    return [];
  }
  const candles = readCandleFile(file, 'BTC/USDT');
  tell('times');
  const times = [...timeFigures(historyAt(candles, CUTOFF)), fiveYearsFigure(candles)];
  tell('skill');
  return [...times, ...MODEL_NAMES.flatMap((name) => skillFigures(name, candles))];
}

function timeFigures(history: History): Figure[] {
  const known = earlier(history, weeklyBoundary(history.cutoff), LEARNING_BARS);
  const decisions = learningDecisions(known.cutoff, LEARNING_WEEKS);
  const parameters = MODEL_NAMES.map((name) => estimateMember(name, history, SEED));
  const sum = (what: (name: string, i: number) => void, runs: number) =>
    MODEL_NAMES.reduce((total, name, i) => total + medianMs(() => what(name, i), runs), 0);
  const walk = { horizonsBars: HORIZONS_BARS, seed: SEED };
  const sixWeeks = logCloses(history).subarray(-1000);
  const figure = (name: string, measured: number, limit: number): Figure => ({ name, measured, unit: 'ms', limit });
  const estimates = sum((name) => estimateMember(name, history, SEED), 15);
  const forecasts = sum((name, i) => forecastMember(name, history, parameters[i], HORIZONS_BARS, SEED), 60);
  return [
    figure('estimate, all members', estimates, LIMITS_MS.estimate),
    figure('forecast, all members, three horizons', forecasts, LIMITS_MS.forecast),
    figure('forecasts of a release, all members estimated anew', estimates + forecasts, LIMITS_MS.release),
    figure(
      'a rehearsal: 26 weeks of decisions, all members',
      sum((name) => walkForward(name, known, { ...walk, decisions: rehearsalsOf(name, decisions) }), 1),
      LIMITS_MS.walk,
    ),
    figure(
      'ETS fit of 1,000 points, six forms',
      medianMs(() => selectEts(sixWeeks), 30),
      LIMITS_MS.ets,
    ),
    figure(
      'theta fit of 1,000 points',
      medianMs(() => fitTheta(sixWeeks), 30),
      LIMITS_MS.theta,
    ),
  ];
}

/** As `evaluate` walks a member: parameters of every Monday, states of every decision. */
function fiveYearsFigure(candles: Candles): Figure {
  const { from, to, everyMs } = FIVE_YEARS;
  const decisions = Array.from({ length: (to - from) / everyMs }, (_, i) => from + i * everyMs);
  const history = historyAt(candles, to, candles.close.length);
  const measured = medianMs(
    () => walkForward('har-x', history, { decisions, horizonsBars: HORIZONS_BARS, seed: SEED }),
    1,
  );
  const note = `${decisions.length} decisions`;
  return { name: 'HAR-X alone over five years', measured, unit: 'ms', limit: LIMITS_MS.fiveYears, note };
}

function medianMs(work: () => void, runs: number): number {
  const took: number[] = [];
  for (let run = 0; run < runs; run++) {
    const begun = performance.now();
    work();
    took.push(performance.now() - begun);
  }
  return median(took);
}

function skillFigures(name: string, candles: Candles): Figure[] {
  const { from, to, everyMs } = EVALUATED;
  const history = historyAt(candles, to, candles.close.length);
  const decisions = Array.from({ length: Math.floor((to - from) / everyMs) - 1 }, (_, i) => from + i * everyMs);
  const walked = walkForward(name, history, { decisions, horizonsBars: HORIZONS_BARS, seed: SEED });
  return HORIZONS_BARS.map((horizonBars, k) => {
    const answers = decisions.map((decision, i) => ({
      decision,
      quantiles: walked[i * HORIZONS_BARS.length + k].quantiles,
    }));
    const { lost, reference, rows } = losses(history, answers, horizonBars);
    const measured = 100 * skill(lost, reference);
    return {
      name: `${name} ${horizonBars} h, skill`,
      measured,
      unit: '%',
      limit: null,
      note: `${rows} decisions 2022–2023`,
    };
  });
}

function losses(
  history: History,
  answers: readonly { readonly decision: EpochMs; readonly quantiles: Float32Array | null }[],
  horizonBars: number,
) {
  const climatologies = rollingClimatology(
    history,
    answers.map(({ decision }) => decision),
    horizonBars,
  );
  const total = { lost: 0, reference: 0, rows: 0 };
  answers.forEach(({ decision, quantiles }, i) => {
    const climatology = climatologies[i];
    const y = outcome(history, decision, horizonBars);
    if (!quantiles || !climatology || !Number.isFinite(y)) return;
    total.lost += crps(quantiles, y);
    total.reference += crps(climatology.quantiles, y);
    total.rows++;
  });
  return total;
}
