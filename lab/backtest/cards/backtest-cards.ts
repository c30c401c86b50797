/** `npm run backtest -- --strategy=cards`: releases over history, their cards traded by the executor itself. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { equityAt } from '../../../domain/accounting/book.ts';
import { Money, ZERO } from '../../../domain/accounting/money.ts';
import type { Candles } from '../../../domain/market/candles.ts';
import type { Series } from '../../../domain/models/blocks/series.ts';
import { accountFigures } from '../../../domain/performance/report/account-figures.ts';
import type { AccountRecord } from '../../../domain/performance/report/account-record.ts';
import { tradesCsv } from '../../../domain/performance/report/trades-csv.ts';
import { shortfallSummary } from '../../../domain/performance/shortfall.ts';
import type { RiskLimits } from '../../../domain/risk/judge.ts';
import { advice } from '../../evaluation/advice.ts';
import type { AdvisedRow } from '../../evaluation/advise-block.ts';
import { readSeries } from '../../evaluation/blocks/read-series.ts';
import { heldEquity } from '../beside.ts';
import { drawEquity } from '../diagram.ts';
import { type ExecutorRun, runExecutor } from '../executor/run-executor.ts';
import { accountOverBars, stepsOf } from '../executor/settings.ts';
import { readLimits } from '../limits-file.ts';
import { loadCandles } from '../load.ts';
import { venueOf } from '../plan.ts';
import { NO_LIMITS } from '../risk-record.ts';
import { type BacktestHead, headOf } from '../summary.ts';
import { accountsOf, type CardAccount, scheduleOf, type Sizing } from './accounts.ts';
import { cardCounts } from './counts.ts';
import { fillsCsv } from './fills-csv.ts';
import { marginWith } from './funding.ts';
import type { CardsPlan } from './plan.ts';
import { type ReaderConditions, type ReaderResult, readerResults } from './reader.ts';
import { recordOf } from './record.ts';
import { type CardsSummary, cardsReport } from './report.ts';

export interface CardsRequest {
  readonly plan: CardsPlan;
  readonly files: readonly string[];
  /** Folder of the evaluation whose forecasts are used; what it lacks is made there. */
  readonly evaluation: string;
  /** Recorded funding of a perpetual; null where none is given. */
  readonly funding: string | null;
  /** Candles of one minute; none: what a late reader gets is not measurable. */
  readonly minutes: readonly string[];
  /** JSON file of risk limits or `default`; null leaves all of them at infinity. */
  readonly limits: string | null;
  readonly out: string;
  readonly codeVersion: string;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The summary, and how long the executor took, without the cards themselves and without reading and writing. */
export async function backtestCards(
  request: CardsRequest,
): Promise<{ readonly summary: CardsSummary; readonly engineMs: number }> {
  const { plan, out, tell } = request;
  const limits = request.limits === null ? NO_LIMITS : readLimits(request.limits);
  const funding = request.funding === null ? null : await readSeries('funding', request.funding);
  const { candles, hash } = await loadCandles(request.files, plan);
  const rows = await advice({
    plan: plan.evaluation,
    files: request.files,
    out: request.evaluation,
    threads: plan.threads,
    cards: plan.cards,
    funding,
    tell,
    signal: request.signal,
  });
  const accounts = accountsOf(rows, plan.symbol, plan.shadow);
  const conditions = conditionsOf(plan, candles, limits, funding);
  const sizing = sizingOf(conditions, plan);
  const begun = performance.now();
  const runs = accounts.map(({ accountId, cards }) => {
    const settings = { ...conditions.settings, accountId };
    return runExecutor({ ...conditions, settings, candles, schedule: scheduleOf(cards, sizing) });
  });
  const engineMs = performance.now() - begun;
  const reader = await readerOf(request, accounts, conditions, sizing);
  const together = { ...plan, startQuote: plan.startQuote.times(accounts.length) };
  const held = heldEquity(together, candles);
  const record = recordOf({ name: plan.shadow ? 'cards, shadow' : 'cards', plan: together, candles, runs, held });
  const files = request.files.map((file) => basename(file));
  const provenance = { files, candleHash: hash, codeVersion: request.codeVersion };
  const head = headOf({ ...totals(runs, candles), name: record.name, plan: together, limits, candles, provenance });
  const summary = summaryOf({ head, record, rows, runs, accounts, reader, plan });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'trades.csv'), tradesCsv(plan.symbol, record.trades));
  writeFileSync(join(out, 'fills.csv'), fillsCsv(runs.map(({ fills }, i) => ({ ...accounts[i], fills }))));
  writeFileSync(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  await drawEquity(out, record.name, record.path, held);
  writeFileSync(join(out, 'report.md'), cardsReport(summary));
  return { summary, engineMs };
}

function conditionsOf(plan: CardsPlan, candles: Candles, limits: RiskLimits, funding: Series | null): ReaderConditions {
  const isPerpetual = plan.cards.market === 'perp';
  const shorts = { 'short-not-available': isPerpetual ? 1 : 0 };
  const { symbol, startQuote } = plan;
  return {
    settings: accountOverBars({
      accountId: 'cards',
      symbol,
      steps: stepsOf(candles),
      limits: { ...limits, ...shorts },
    }),
    costs: venueOf(plan),
    margin: isPerpetual ? marginWith(funding) : null,
    startQuote,
  };
}

function sizingOf({ settings, costs }: ReaderConditions, { cards }: CardsPlan): Sizing {
  return { steps: settings.steps, sizedForQuote: cards.equityQuote, expectedSlippage: costs.slippage.toNumber() };
}

async function readerOf(
  { minutes, plan }: CardsRequest,
  accounts: readonly CardAccount[],
  conditions: ReaderConditions,
  sizing: Sizing,
): Promise<ReaderResult[]> {
  const { symbol, from, to } = plan;
  const results: ReaderResult[][] = [];
  for (const file of minutes) {
    const { candles } = await loadCandles([file], { symbol, from, to });
    results.push(readerResults(accounts, candles, conditions, sizing));
  }
  return joined(results);
}

/** Of several spans: means weighted by their cards. */
function joined(spans: readonly (readonly ReaderResult[])[]): ReaderResult[] {
  const [first = [], ...others] = spans;
  return first.map((result, i) =>
    others
      .map((span) => span[i])
      .reduce((sum, { cards, meanBps, pnlQuote }) => {
        if (cards === 0) return sum;
        const all = sum.cards + cards;
        const before = sum.cards === 0 ? 0 : sum.cards * sum.meanBps;
        return { ...sum, cards: all, meanBps: (before + cards * meanBps) / all, pnlQuote: sum.pnlQuote + pnlQuote };
      }, result),
  );
}

function totals(runs: readonly ExecutorRun[], candles: Candles) {
  const mark = new Money(candles.close[candles.close.length - 1]);
  const books = runs.map(({ state }) => state.book);
  const vetoes = runs.flatMap(({ refused }) => refused.flatMap((plan) => plan.vetoes.map(({ rule }) => rule)));
  return {
    finalEquityQuote: books.reduce((sum, book) => sum.plus(equityAt(book, mark)), ZERO),
    feesQuote: books.reduce((sum, book) => sum.plus(book.feesQuote), ZERO),
    vetoes: Object.fromEntries([...Map.groupBy(vetoes, (rule) => rule)].map(([rule, all]) => [rule, all.length])),
  };
}

function summaryOf(done: {
  readonly head: BacktestHead;
  readonly record: AccountRecord;
  readonly rows: readonly AdvisedRow[];
  readonly runs: readonly ExecutorRun[];
  readonly accounts: readonly CardAccount[];
  readonly reader: readonly ReaderResult[];
  readonly plan: CardsPlan;
}): CardsSummary {
  const offered = done.accounts.reduce((sum, { cards }) => sum + cards.size, 0);
  const refused = done.runs.flatMap((run) => run.refused);
  const fills = done.runs.flatMap((run) => run.fills);
  const { slots, zone } = done.plan.evaluation;
  return {
    ...done.head,
    ...accountFigures(done.record),
    market: done.plan.cards.market,
    releases: { slots, zone },
    accounts: done.accounts.map(({ accountId }) => accountId),
    cards: cardCounts(done.rows, offered, refused),
    shortfall: shortfallSummary(
      fills.map(({ fill, mark }) => ({
        side: fill.side,
        quantity: fill.quantity.toNumber(),
        price: fill.price.toNumber(),
        reference: mark.toNumber(),
      })),
    ),
    reader: done.reader,
  };
}
