import { Money } from '../../domain/accounting/money.ts';
import type { AccountSettings } from '../../domain/execution/account/state.ts';
import { COMMON_DIALECT } from '../../domain/execution/orders/client-order-id.ts';
import { limitsFrom } from '../../domain/risk/judge.ts';

export const START_QUOTE = new Money(10_000);

/** Few limits: a run is to trade as often as it can. */
export const ACCOUNT: AccountSettings = {
  accountId: 'simulated',
  symbol: 'BTC/USDT',
  steps: {
    priceStep: new Money('0.01'),
    quantityStep: new Money('0.0001'),
    minQuantity: new Money('0.0001'),
    minNotionalQuote: new Money(5),
  },
  dialect: COMMON_DIALECT,
  limits: limitsFrom({
    'short-not-available': 1,
    'loss-streak': Number.POSITIVE_INFINITY,
    'orders-per-5-minutes': Number.POSITIVE_INFINITY,
    'orders-per-hour': Number.POSITIVE_INFINITY,
    'orders-per-day': Number.POSITIVE_INFINITY,
    'turnover-per-5-minutes': Number.POSITIVE_INFINITY,
    'turnover-per-day': Number.POSITIVE_INFINITY,
    cooldown: 1_000,
  }),
  quoteMaxAgeMs: 10_000,
  answerMs: 10_000,
  settlingMs: 5_000,
  graceMs: 30_000,
  unknownAlarmMs: 60_000,
  entryTimeoutMs: 30_000,
};
