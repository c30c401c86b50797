import { Decimal } from 'decimal.js';
import { HOUR_MS, MINUTE_MS } from '../market/candles.ts';
import type { Candidate } from './candidates.ts';
import type { TradePlan } from './card.ts';
import type { Estimate } from './exit-value.ts';
import type { Valuation } from './expected-value.ts';
import { fundingPaid, settlementsByBar } from './funding.ts';
import { priceDecimals } from './price-grid.ts';
import type { CardSettings } from './settings.ts';
import { size } from './sizing.ts';

/** A card that was not acted on for so long is void (F111). */
const VALID_MS = 90 * MINUTE_MS;
const RISK_DECIMALS = 4;

/** A candidate with prices, a size and a time, in decimals as an order needs them. */
export function planOf(
  candidate: Candidate,
  estimate: Estimate,
  valuation: Valuation,
  settings: CardSettings,
): TradePlan {
  const { side, stopSigmas, targetSigmas, exitHours } = candidate;
  const { paths, history, sigma24, fundingRate, costs } = valuation;
  const market = side === 'SHORT' ? 'perp' : settings.market;
  const decimals = priceDecimals(history);
  const sign = side === 'LONG' ? 1 : -1;
  const price = (sigmas: number) =>
    new Decimal(paths.basePrice * Math.exp(sign * sigmas * sigma24)).toDecimalPlaces(decimals);
  const [entry, stop, target] = [price(0), price(-stopSigmas), price(targetSigmas)];
  const settlements = settlementsByBar(paths.cutoff, HOUR_MS, exitHours)[exitHours];
  const funding = settlements * fundingPaid(side, market, fundingRate, costs);
  const { quantity, leverage, riskQuote } = size({ market, entry, stop, funding }, settings, costs);
  return {
    side,
    market,
    entry: entry.toFixed(),
    stop: stop.toFixed(),
    targets: [target.toFixed()],
    leverage,
    quantity: quantity.toFixed(),
    riskQuote: riskQuote.toFixed(RISK_DECIMALS),
    validUntil: paths.cutoff + VALID_MS,
    timeExitAt: paths.cutoff + exitHours * HOUR_MS,
    expectedValue: estimate.mean,
    expectedValueSe: estimate.se,
  };
}
