/** `paper report`: the figures of a backtest, of an account's rows. */
import type { EquityMark, Stores, StoredAccount } from '../../../activities/ports.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { momentText } from '../../../domain/market/moments.ts';
import type { EpochMs } from '../../../domain/market/candles.ts';
import { accountFigures } from '../../../domain/performance/report/account-figures.ts';
import type { AccountRecord, ReportTrade } from '../../../domain/performance/report/account-record.ts';
import { equityChart } from '../../../domain/performance/report/equity-chart.ts';
import { reportText } from '../../../domain/performance/report/report-text.ts';
import { tradesCsv } from '../../../domain/performance/report/trades-csv.ts';
import { reportTrade, tradedHistory } from './history.ts';

export interface ReportAsked {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

export interface AccountReport {
  readonly markdown: string;
  readonly tradesCsv: string;
  readonly summary: Record<string, unknown>;
  /** As an option of echarts. */
  readonly chart: Record<string, unknown>;
}

/** Throws `input.invalid` where the account was not marked twice in the span. */
export async function accountReport(
  stores: Stores,
  account: StoredAccount,
  asked: ReportAsked,
): Promise<AccountReport> {
  const marks = await stores.accounts.equity(account.accountId, asked);
  if (marks.length < 2) throw tooShort(account, asked);
  const record = recordOf(account, marks, await tradedHistory(stores, account), asked);
  const figures = accountFigures(record);
  const { accountId, symbol, strategy, source } = account;
  const [from, to] = [marks[0], marks[marks.length - 1]].map(({ markedAt }) => momentText(markedAt));
  const markdown = reportText({
    ...figures,
    name: accountId,
    title: `Paper account ${accountId} on ${symbol}`,
    lead: [`${strategy}, ${source} prices, marked hourly from ${from} to ${to}.`],
    pictures: [{ file: 'equity.png', caption: 'Equity at the hourly marks; grey: buy and hold.' }],
    sections: [],
  });
  const held = { ...record.path, equityQuote: record.beside[0].equityQuote };
  return {
    markdown,
    tradesCsv: tradesCsv(symbol, record.trades),
    summary: { account: accountId, symbol, strategy, source, from, to, ...figures },
    chart: equityChart(accountId, record.path, held),
  };
}

function recordOf(
  { accountId, symbol }: StoredAccount,
  marks: readonly EquityMark[],
  { exited, fills, state }: Awaited<ReturnType<typeof tradedHistory>>,
  { from, to }: ReportAsked,
): AccountRecord {
  const [first, ...rest] = marks;
  const inSpan = (time: EpochMs) => time >= from && time < to;
  const column = (of: (mark: EquityMark) => number) => Float64Array.from(rest, of);
  const equityQuote = column((mark) => mark.equityQuote.toNumber());
  const net = column(({ positionBase, mark, equityQuote: equity }) => positionBase.times(mark).div(equity).toNumber());
  const startQuote = first.equityQuote.toNumber();
  const held = column(({ mark }) => startQuote * mark.div(first.mark).toNumber());
  const traded = fills.filter(({ time }) => inSpan(time));
  return {
    name: accountId,
    symbol,
    path: { startTime: first.markedAt, startQuote, closeTime: column(({ markedAt }) => markedAt), equityQuote },
    netExposure: net,
    grossExposure: net.map(Math.abs),
    trades: exited.filter(({ entryTime, exitTime }) => inSpan(entryTime) && inSpan(exitTime)).map(reportTrade),
    feesQuote: state.book.feesQuote.toNumber(),
    fundingQuote: state.book.fundingPaidQuote.toNumber(),
    turnoverQuote: traded.reduce((sum, { quantity, price }) => sum + quantity.times(price).toNumber(), 0),
    beside: [
      { name: 'buy and hold', how: 'bought at the first mark, without costs', equityQuote: held },
      { name: 'cash', how: 'nothing traded', equityQuote: column(() => startQuote) },
    ],
    regimeAt: null,
    tried: 1,
    seed: accountId,
  };
}

function tooShort({ accountId }: StoredAccount, { from, to }: ReportAsked): AlmanacError {
  return new AlmanacError(
    'input.invalid',
    `The account ${accountId} was marked in fewer than two hours of this span; choose a longer one, or wait.`,
    { accountId, from, to },
  );
}

export async function accountTrades(
  stores: Stores,
  account: StoredAccount,
  { from, to }: ReportAsked,
): Promise<ReportTrade[]> {
  const { exited } = await tradedHistory(stores, account);
  return exited.filter(({ exitTime }) => exitTime >= from && exitTime < to).map(reportTrade);
}
