/** From the published paths to a card or an explained NO-TRADE, and the two shadow cards (METHODS §6). */
import type { PublishedForecast } from '../ensemble/published.ts';
import type { History } from '../market/history.ts';
import type { Rng } from '../numeric/random.ts';
import type { RegimeVerdict } from '../regime/regime.ts';
import type { Paths } from '../scenarios/paths.ts';
import { sigma24Of } from '../scenarios/sigma.ts';
import { CANDIDATES, type Candidate, SHADOW_CANDIDATES } from './candidates.ts';
import type { NoTradeReason, ShadowCards, TradeCard } from './card.ts';
import type { Estimate } from './exit-value.ts';
import { expectedValues, type Valuation } from './expected-value.ts';
import { objections } from './objections.ts';
import { planOf } from './plan.ts';
import { type CardSettings, DEFAULT_COSTS, type TradingCosts } from './settings.ts';

/** A card is made only if its expected value is positive by so many standard errors. */
const STANDARD_ERRORS = 2;

export interface Occasion {
  readonly paths: Paths;
  /** The history that the paths were made from. */
  readonly history: History;
  /** As published; the tilt of p_up enters at the horizons where the evidence for direction stands. */
  readonly forecasts: readonly PublishedForecast[];
  readonly settings: CardSettings;
  readonly costs?: TradingCosts;
  readonly regime: RegimeVerdict;
  /** A source that the forecast rests on was degraded (absent optional sources do not count). */
  readonly sourcesDegraded: boolean;
  /** Of the perpetual, fraction per funding interval; null when unknown. */
  readonly fundingRate: number | null;
  readonly rng: Rng;
}

export interface Recommendation {
  readonly card: TradeCard;
  readonly shadow: ShadowCards;
}

/**
 * Values a fixed list of candidates on the paths without drift, all on the same random numbers, and acts on the best by
 * EV − 2·SE if that is positive and nothing stands against it. Equal occasions and generators give equal cards.
 *
 * @example const { card, shadow } = recommend({ ...occasion, rng: Rng.seeded(seed).fork('card') });
 */
export function recommend(occasion: Occasion): Recommendation {
  const { settings, costs = DEFAULT_COSTS, rng } = occasion;
  const valuation: Valuation = {
    ...occasion,
    costs,
    market: settings.market,
    sigma24: sigma24Of(occasion.forecasts),
  };
  const candidates = CANDIDATES.filter(({ side }) => side === 'LONG' || settings.market === 'perp');
  const { long, short } = SHADOW_CANDIDATES;
  const estimates = expectedValues([...candidates, long, short], valuation, rng);
  const [longEstimate, shortEstimate] = estimates.slice(candidates.length);
  return {
    card: cardOf(candidates, estimates, occasion, valuation),
    shadow: {
      long: planOf(long, longEstimate, valuation, settings),
      short: planOf(short, shortEstimate, valuation, settings),
    },
  };
}

function cardOf(
  candidates: readonly Candidate[],
  estimates: readonly Estimate[],
  occasion: Occasion,
  valuation: Valuation,
): TradeCard {
  const assured = ({ mean, se }: Estimate) => mean - STANDARD_ERRORS * se;
  let best = 0;
  for (let i = 1; i < candidates.length; i++) if (assured(estimates[i]) > assured(estimates[best])) best = i;
  const reasons = [...objections(occasion), ...missingValue(assured(estimates[best]), occasion.forecasts)];
  return {
    action: reasons.length > 0 ? 'NO-TRADE' : candidates[best].side,
    reasons,
    vetoes: [],
    plan: reasons.length > 0 ? null : planOf(candidates[best], estimates[best], valuation, occasion.settings),
    considered: candidates.length,
    bestExpectedValue: estimates[best].mean,
    bestExpectedValueSe: estimates[best].se,
  };
}

/** No value after costs, and the reason behind that where no direction is claimed at any horizon. */
function missingValue(assuredValue: number, forecasts: readonly PublishedForecast[]): NoTradeReason[] {
  if (assuredValue > 0) return [];
  const directional = forecasts.some((forecast) => forecast.directionProven);
  return directional ? ['no-positive-expected-value'] : ['no-positive-expected-value', 'no-directional-evidence'];
}
