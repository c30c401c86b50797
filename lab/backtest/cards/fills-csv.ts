import { shortfallOf } from '../../../domain/performance/shortfall.ts';
import type { MarkedFill } from '../executor/executor.ts';

const COLUMNS =
  'account,time_ms,side,quantity,price,fee,fee_asset,seen_price,shortfall_quote,shortfall_bps,client_order_id';

/** `fills.csv`: every fill beside the price that was seen when its order left. */
export function fillsCsv(
  accounts: readonly { readonly accountId: string; readonly fills: readonly MarkedFill[] }[],
): string {
  const lines = accounts.flatMap(({ accountId, fills }) => fills.map((fill) => lineOf(accountId, fill)));
  return `${[COLUMNS, ...lines].join('\n')}\n`;
}

function lineOf(accountId: string, { fill, mark }: MarkedFill): string {
  const traded = { side: fill.side, quantity: fill.quantity.toNumber(), price: fill.price.toNumber() };
  const { quote, bps } = shortfallOf(traded, mark.toNumber());
  return [
    accountId,
    fill.time,
    fill.side,
    fill.quantity.toFixed(),
    fill.price.toFixed(),
    fill.fee.amount.toFixed(),
    fill.fee.asset,
    mark.toFixed(),
    quote.toFixed(8),
    bps.toFixed(4),
    fill.orderId,
  ].join(',');
}
