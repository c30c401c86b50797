/** A strategy over recorded bars: the loop that the executor's pieces run in when there is no world. */
import { touches } from '../../domain/execution/matching/working-orders.ts';
import { openView } from '../../domain/strategies/market-view.ts';
import { BacktestAccount, type BacktestRun, type RunRequest } from './account.ts';
import { fillsAtClose } from './plan.ts';

/**
 * What a strategy wishes at a close is filled from the next open on, and never at the last one; with the conventions `close` and
 * `vectorbt`, at once and there.
 */
export function runBacktest(request: RunRequest): BacktestRun {
  const { candles, decide } = request;
  const { view, showNext } = openView(candles);
  const { low, high, close } = candles;
  const bars = close.length;
  const account = new BacktestAccount(request);
  const equityQuote = new Float64Array(bars);
  const exposure = new Float64Array(bars);
  for (let at = 0; at < bars; at++) {
    if (touches(account.working, low[at], high[at])) account.trade(at);
    const held = account.units * close[at];
    const equity = account.cash + held;
    equityQuote[at] = equity;
    exposure[at] = held / equity;
    if (equity > account.peak) account.peak = equity;
    showNext();
    const wish = decide(view, { exposure: exposure[at] });
    if (wish === null || (request.convention === 'vectorbt' && account.tradedAt === at)) continue;
    account.wish(wish, at, equityQuote);
    if (!fillsAtClose(request.convention)) continue;
    account.tradeAtClose(at);
    equityQuote[at] = account.cash + account.units * close[at];
    exposure[at] = (account.units * close[at]) / equityQuote[at];
  }
  return { ...account.result(), equityQuote, exposure };
}
