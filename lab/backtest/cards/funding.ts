import { Money } from '../../../domain/accounting/money.ts';
import { type EpochMs, HOUR_MS } from '../../../domain/market/candles.ts';
import type { Series } from '../../../domain/models/blocks/series.ts';
import { DEFAULT_COSTS } from '../../../domain/trade/settings.ts';
import type { Margin } from '../executor/margin.ts';

/**
 * The margin of a perpetual with recorded funding; where a settlement was not recorded, a long position pays the usual
 * rate. Recorded times are a few milliseconds late.
 */
export function marginWith(funding: Series | null): Margin {
  const rates = new Map<EpochMs, number>();
  funding?.at.forEach((at, i) => rates.set(Math.round(at / HOUR_MS) * HOUR_MS, funding.values[i]));
  return {
    maintenance: new Money(DEFAULT_COSTS.maintenanceMargin),
    fundingRateAt: (settlement) => new Money(rates.get(settlement) ?? DEFAULT_COSTS.usualFunding),
  };
}
