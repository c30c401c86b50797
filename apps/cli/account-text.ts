/** Accounts as a person reads them. */
import type { Standing } from '../../activities/execution/contract.ts';
import type { TradingStateRow } from '../../activities/ports.ts';
import { momentText } from '../../domain/market/moments.ts';
import type { ReportTrade } from '../../domain/performance/report/account-record.ts';
import type { Shortfall } from '../../domain/performance/shortfall.ts';
import type { AccountFills } from '../operations/accounts/fills.ts';
import type { AccountListing, PositionRow } from '../operations/accounts/read.ts';

export function accountTable({ accounts, isBraked }: AccountListing): string {
  if (accounts.length === 0) return 'There is no account yet; "npm start" opens those of the configuration.';
  const rows = accounts.map((account) => [
    account.accountId,
    account.symbol,
    account.trading,
    account.trade === null ? 'flat' : `${account.trade.side} ${account.trade.phase}`,
    account.positionBase,
    money(account.equityQuote),
    signed(Number(account.equityQuote) - Number(account.startQuote)),
    worries(account),
  ]);
  const braked = isBraked ? '\nThe file HALT is in the data folder: no order leaves this machine.' : '';
  return table(['account', 'symbol', 'may trade', 'trade', 'holds', 'equity', 'since start', ''], rows) + braked;
}

export function standingLines(standings: readonly Standing[]): string {
  return standings
    .map((standing) => {
      const verdict = standing.isReconciled ? 'agrees with its venue' : 'not compared yet, or it differs';
      return `${standing.accountId}: ${verdict}, holds ${standing.positionBase}, cash ${standing.cashQuote}${worries(standing) && `; ${worries(standing)}`}`;
    })
    .join('\n');
}

export function tradingStateTable(rows: readonly TradingStateRow[]): string {
  const named = (scope: string) => (scope === '*' ? 'all accounts' : scope);
  return table(
    ['whose', 'state', 'since', 'by', 'why'],
    rows.map(({ scope, state, since, by, why }) => [
      named(scope),
      state,
      since === 0 ? '' : momentText(since),
      by,
      why,
    ]),
  );
}

export function positionTable(positions: readonly PositionRow[]): string {
  if (positions.length === 0) return 'Nothing is held.';
  const rows = positions.map(({ orders, timeExitAt, ...position }) => [
    position.accountId,
    position.side,
    position.quantity,
    position.entryPrice,
    position.stopPrice,
    timeExitAt === 0 ? '' : momentText(timeExitAt),
    position.phase,
    orders.map(({ leg, state }) => `${leg} ${state}`).join(', '),
  ]);
  return table(['account', 'side', 'quantity', 'entry', 'stop', 'leaves by', 'phase', 'orders'], rows);
}

export function tradeTable(trades: readonly ReportTrade[]): string {
  if (trades.length === 0) return 'Nothing was closed in this span.';
  const rows = trades.map((trade) => [
    momentText(trade.entryTime),
    trade.side,
    trade.quantity,
    trade.entryPrice,
    momentText(trade.exitTime),
    trade.exitPrice,
    signed(Number(trade.pnlQuote)),
    trade.exitReason,
  ]);
  return table(['entered', 'side', 'quantity', 'at', 'left', 'at', 'result', 'by'], rows);
}

export function fillTable({ fills, seen, paper, paperAccountId }: AccountFills): string {
  if (fills.length === 0) return 'Nothing was filled in this span.';
  const rows = fills.map((fill) => [
    momentText(fill.time),
    `${fill.leg} ${fill.side}`,
    fill.quantity,
    fill.price,
    fill.seenPrice,
    signed(fill.shortfallBps),
    fill.paperPrice ?? '',
    fill.paperBps === null ? '' : signed(fill.paperBps),
  ]);
  const heads = ['at', 'order', 'quantity', 'price', 'seen', 'worse by, bps', 'on paper', 'worse by, bps'];
  const sum = (what: string, { fills: count, quote, meanBps }: Shortfall) =>
    count === 0
      ? `${what}: nothing to compare with`
      : `${what}: ${signed(quote)} in ${count} fills, ${signed(meanBps)} bps on average`;
  return [
    table(heads, rows),
    '',
    sum('Shortfall against the price seen', seen),
    sum(`Shortfall against ${paperAccountId ?? 'paper'}`, paper),
  ].join('\n');
}

function worries({ alarms, halts, unknownOrders }: Standing): string {
  const unknown = unknownOrders === 0 ? [] : [`${unknownOrders} unknown`];
  return [...halts, ...alarms, ...unknown].join('; ');
}

const money = (text: string) => Number(text).toFixed(2);
const signed = (amount: number) => `${amount < 0 ? '' : '+'}${amount.toFixed(2)}`;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
