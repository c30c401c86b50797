/** An occasion for a card, all of it seeded. */
import type { RegimeVerdict } from '../../../domain/regime/regime.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { samplePaths } from '../../../domain/scenarios/paths.ts';
import type { Occasion } from '../../../domain/trade/recommend.ts';
import { DEFAULT_CARD_SETTINGS } from '../../../domain/trade/settings.ts';
import { forecastsOf, marketOf, type Shape } from '../scenarios/market.ts';

const CALM: RegimeVerdict = {
  regime: 'range',
  probabilities: { 'trend-up': 0.1, 'trend-down': 0.1, range: 0.7, 'high-volatility': 0.1, crash: 0, recovery: 0 },
  confidence: 0.7,
  since: Date.parse('2023-05-31T12:00Z'),
  evidence: {},
};

export function occasionOf(shape: Partial<Shape> = {}, changes: Partial<Occasion> = {}): Occasion {
  const history = marketOf('occasion');
  const forecasts = forecastsOf(shape);
  return {
    paths: samplePaths({ history, published: forecasts, rng: Rng.seeded('paths'), count: 2_000 }),
    history,
    forecasts,
    settings: DEFAULT_CARD_SETTINGS,
    regime: CALM,
    sourcesDegraded: false,
    fundingRate: null,
    rng: Rng.seeded('card'),
    ...changes,
  };
}

export function inRegime(changes: Partial<RegimeVerdict>): RegimeVerdict {
  return { ...CALM, ...changes };
}
