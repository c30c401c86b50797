import { Money } from '../../../domain/accounting/money.ts';
import type { MarketSteps } from '../../../domain/accounting/steps.ts';
import type { AccountSettings } from '../../../domain/execution/account/state.ts';
import { COMMON_DIALECT } from '../../../domain/execution/orders/client-order-id.ts';
import type { Candles } from '../../../domain/market/candles.ts';
import { DEFAULT_COSTS } from '../../../domain/trade/settings.ts';
import { QUANTITY_STEP } from '../plan.ts';

/** Over bars every answer comes at once, so that a wait is a mistake and no time is allowed for one. */
const AT_ONCE_MS = 1;

/** An account of the executor whose venue answers at once. */
export function accountOverBars(
  own: Pick<AccountSettings, 'accountId' | 'symbol' | 'steps' | 'limits'>,
): AccountSettings {
  return {
    ...own,
    dialect: COMMON_DIALECT,
    quoteMaxAgeMs: AT_ONCE_MS,
    answerMs: AT_ONCE_MS,
    settlingMs: AT_ONCE_MS,
    graceMs: AT_ONCE_MS,
    unknownAlarmMs: AT_ONCE_MS,
    entryTimeoutMs: AT_ONCE_MS,
  };
}

/** The grid of the recorded closes, and the smallest order that cards are made for. */
export function stepsOf({ close }: Candles): MarketSteps {
  const decimals = close.reduce((most, price) => Math.max(most, new Money(price).decimalPlaces()), 0);
  return {
    priceStep: new Money(10).pow(-decimals),
    quantityStep: QUANTITY_STEP,
    minQuantity: QUANTITY_STEP,
    minNotionalQuote: new Money(DEFAULT_COSTS.minNotionalQuote),
  };
}
