import type { Exchange } from 'ccxt';
import { Money } from '../../domain/accounting/money.ts';
import type { MarketSteps } from '../../domain/accounting/steps.ts';
import { AlmanacError } from '../../domain/errors.ts';

/** Steps and minima of a listed market as the venue tells them; a minimum that it does not tell is 0. */
export function stepsOf(exchange: Exchange, symbol: string): MarketSteps {
  const { precision, limits } = exchange.market(symbol);
  const { amount: quantityStep, price: priceStep } = precision;
  if (!isPositive(quantityStep) || !isPositive(priceStep)) {
    throw new AlmanacError('source.refused', `${exchange.id}: the steps of ${symbol} are not told`, { symbol });
  }
  return {
    quantityStep: new Money(quantityStep),
    priceStep: new Money(priceStep),
    minQuantity: new Money(limits.amount?.min ?? 0),
    minNotionalQuote: new Money(limits.cost?.min ?? 0),
  };
}

function isPositive(step: number | undefined): step is number {
  return step !== undefined && step > 0;
}
