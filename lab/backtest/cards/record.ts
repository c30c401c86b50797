/** One account's report of what one or several accounts came to. */
import type { Candles } from '../../../domain/market/candles.ts';
import type { AccountRecord } from '../../../domain/performance/report/account-record.ts';
import { besides } from '../beside.ts';
import type { ExecutorRun } from '../executor/run-executor.ts';
import type { Conditions } from '../plan.ts';
import { regimesOf } from '../regimes.ts';
import { equityPath } from '../summary.ts';
import { reported, tradesStillOpen } from '../trades.ts';

export interface RecordRequest {
  readonly name: string;
  /** Its start is that of all accounts together. */
  readonly plan: Conditions;
  readonly candles: Candles;
  readonly runs: readonly ExecutorRun[];
  /** See `heldEquity`. */
  readonly held: Float64Array;
}

export function recordOf({ name, plan, candles, runs, held }: RecordRequest): AccountRecord {
  const { symbol, tried, seed } = plan;
  const sum = (of: (run: ExecutorRun, at: number) => number) =>
    Float64Array.from(candles.close, (_, at) => runs.reduce((total, run) => total + of(run, at), 0));
  const equityQuote = sum((run, at) => run.equityQuote[at]);
  const netExposure = sum((run, at) => run.heldQuote[at] / equityQuote[at]);
  const exited = runs.flatMap((run) => run.exited).sort((a, b) => a.exitTime - b.exitTime || a.entryTime - b.entryTime);
  const books = runs.map(({ state }) => state.book);
  const fills = runs.flatMap((run) => run.fills);
  return {
    name,
    symbol,
    path: equityPath(plan, candles, equityQuote),
    netExposure,
    grossExposure: sum((run, at) => Math.abs(run.heldQuote[at]) / equityQuote[at]),
    trades: [...exited, ...books.flatMap((book) => tradesStillOpen(book, candles))].map(reported),
    feesQuote: books.reduce((total, book) => total + book.feesQuote.toNumber(), 0),
    fundingQuote: books.reduce((total, book) => total + book.fundingPaidQuote.toNumber(), 0),
    turnoverQuote: fills.reduce((total, { fill }) => total + fill.quantity.times(fill.price).toNumber(), 0),
    beside: besides(plan, candles, netExposure, held),
    regimeAt: plan.regimes ? regimesOf(candles) : null,
    tried,
    seed,
  };
}
