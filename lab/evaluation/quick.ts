/**
 * A first look at the ensemble on recorded prices, without a workflow engine: members walk forward, the ensemble learns
 * at each Monday, releases are combined and scored.
 *
 *     node lab/evaluation/quick.ts --candles=FILE.csv.gz [--symbol=BTC/USDT] [--from=2022-01-01] [--to=2024-01-01]
 *                                  [--hours=0,12] [--every=1] [--weeks=26] [--members=har,garch]
 */
import { parseArgs } from 'node:util';
import { learningDecisions } from '../../domain/ensemble/boundary.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../domain/market/candles.ts';
import { earlier, historyAt, MAX_HISTORY_BARS } from '../../domain/market/history.ts';
import { WEEK_MS, weeklyBoundary } from '../../domain/market/week.ts';
import { baselineForecasts } from '../../domain/models/baselines.ts';
import { MODEL_NAMES } from '../../domain/models/registry.ts';
import { walkForward } from '../../domain/models/walk-forward.ts';
import { readCandleFile } from './candle-file.ts';
import { type Summary, summarise } from './summary.ts';
import { walkReleases } from './walk-releases.ts';

const HORIZONS_BARS = [4, 12, 24];

const { values } = parseArgs({
  options: {
    candles: { type: 'string' },
    symbol: { type: 'string', default: 'BTC/USDT' },
    from: { type: 'string', default: '2022-01-01' },
    to: { type: 'string', default: '2024-01-01' },
    hours: { type: 'string', default: '0,12' },
    every: { type: 'string', default: '1' },
    weeks: { type: 'string', default: '26' },
    members: { type: 'string', default: MODEL_NAMES.join() },
  },
});
if (values.candles === undefined) throw new Error('name a recorded file: --candles=FILE.csv.gz');

const [from, to] = [Date.parse(`${values.from}T00:00Z`), Date.parse(`${values.to}T00:00Z`)];
const learningWeeks = Number(values.weeks);
const candles = readCandleFile(values.candles, values.symbol);
const lastClose = candles.openTime[candles.openTime.length - 1] + HOUR_MS;
const history = historyAt(candles, Math.min(lastClose, to + DAY_MS), candles.openTime.length * 2);
const decisions = releaseDecisions(values.hours.split(',').map(Number), Number(values.every));

const members = values.members.split(',').map((model) => {
  const begun = performance.now();
  const forecasts = walkForward(model, history, {
    decisions: allDecisions(),
    horizonsBars: HORIZONS_BARS,
    seed: 'quick',
  });
  const ms = performance.now() - begun;
  console.log(`${model}: ${(ms / allDecisions().length).toFixed(2)} ms a decision`);
  return { model, forecasts };
});
const begun = performance.now();
const releases = walkReleases({
  history,
  members,
  decisions,
  horizonsBars: HORIZONS_BARS,
  learningWeeks,
  baselinesAt: (decision) => baselineForecasts(earlier(history, decision, MAX_HISTORY_BARS), HORIZONS_BARS),
});
console.log(`learned and combined ${decisions.length} releases in ${Math.round(performance.now() - begun)} ms`);
for (const horizonBars of HORIZONS_BARS) print(summarise(releases, horizonBars));

function releaseDecisions(hours: readonly number[], every: number): EpochMs[] {
  const days = Array.from({ length: Math.round((to - from) / DAY_MS) }, (_, day) => from + day * DAY_MS);
  return days.flatMap((day) => hours.map((hour) => day + hour * HOUR_MS)).filter((_, i) => i % every === 0);
}

/** Those of the releases and those that the ensemble learns from at every Monday before them, ascending. */
function allDecisions(): EpochMs[] {
  const weeks = learningWeeks + Math.ceil((to - from) / WEEK_MS) + 1;
  const learning = learningDecisions(weeklyBoundary(to), weeks);
  return [...new Set([...learning, ...decisions])].sort((a, b) => a - b);
}

function print(summary: Summary): void {
  const percent = (share: number) => (100 * share).toFixed(2);
  const coverage = Object.entries(summary.coverage).map(([name, share]) => `${name} % held ${percent(share)}`);
  console.log(
    `\n${summary.horizonBars} h: ${summary.decisions} releases, ${summary.void} void; skill ${percent(summary.skill)} %; ` +
      `${coverage.join(', ')}; Brier skill ${percent(summary.brierSkill)} %, directional in ${percent(summary.directional)} %`,
  );
  for (const [model, skill] of Object.entries(summary.memberSkill)) {
    console.log(
      `   ${model.padEnd(20)} skill ${percent(skill).padStart(6)} %   share ${percent(summary.meanWeight[model]).padStart(5)} %`,
    );
  }
}
