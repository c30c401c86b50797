/** `npm run backtest`: read, trade, count, write down. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { heldEquity } from './beside.ts';
import { drawEquity } from './diagram.ts';
import { tradesCsv } from '../../domain/performance/report/trades-csv.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { IssuedSigma } from '../../domain/strategies/strategy.ts';
import { checkCovering, readIssuedSigmas } from './forecasts.ts';
import { readLimits } from './limits-file.ts';
import { loadCandles } from './load.ts';
import { type BacktestPlan, venueOf } from './plan.ts';
import { backtestReport } from './report.ts';
import { NO_LIMITS } from './risk-record.ts';
import { runBacktest } from './run.ts';
import { type BacktestSummary, equityPath, summarise } from './summary.ts';
import { reported } from './trades.ts';

export interface BacktestRequest {
  readonly plan: BacktestPlan;
  readonly files: readonly string[];
  /** `forecasts.csv` of an evaluation; null where none is given. */
  readonly forecasts: string | null;
  /** JSON file of risk limits; null leaves all of them at infinity. */
  readonly limits: string | null;
  /** Folder that the results go to. */
  readonly out: string;
  readonly codeVersion: string;
  /** Hears what happens meanwhile. */
  readonly tell: (line: string) => void;
}

/** The summary, and how long the run took without reading and writing. */
export async function backtest(
  request: BacktestRequest,
): Promise<{ readonly summary: BacktestSummary; readonly engineMs: number }> {
  const { plan, out, tell } = request;
  const { strategy, stopDistance, targetDistance } = plan;
  const forecasts = issuedSigmas(request);
  const decide = strategy.start({ stopDistance, targetDistance, forecasts });
  const limits = request.limits === null ? NO_LIMITS : readLimits(request.limits);
  const { candles, findings, hash } = await loadCandles(request.files, plan);
  if (forecasts.length > 0) checkCovering(forecasts, candles);
  for (const finding of findings) tell(finding);
  const begun = performance.now();
  const { convention, startQuote } = plan;
  const run = runBacktest({ candles, decide, venue: venueOf(plan), limits, convention, startQuote });
  const engineMs = performance.now() - begun;
  const held = heldEquity(plan, candles);
  const files = request.files.map((file) => basename(file));
  const provenance = { files, candleHash: hash, codeVersion: request.codeVersion };
  const summary = summarise({ plan, limits, candles, run, held, provenance });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'trades.csv'), tradesCsv(plan.symbol, run.trades.map(reported)));
  writeFileSync(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  await drawEquity(out, strategy.name, equityPath(plan, candles, run.equityQuote), held);
  writeFileSync(join(out, 'report.md'), backtestReport(summary));
  return { summary, engineMs };
}

function issuedSigmas({ plan, forecasts }: BacktestRequest): IssuedSigma[] {
  if (forecasts === null) return [];
  const { name, needsForecasts } = plan.strategy;
  if (needsForecasts) return readIssuedSigmas(forecasts, plan.symbol);
  throw new AlmanacError('input.invalid', `${name} does not trade on forecasts; leave out --forecasts.`, { name });
}
