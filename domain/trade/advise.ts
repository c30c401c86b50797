import { Rng } from '../numeric/random.ts';
import { publishedPaths } from '../scenarios/outlook.ts';
import { type Occasion, type Recommendation, recommend } from './recommend.ts';

/** `seed`: the release's. */
export type ReleaseOccasion = Omit<Occasion, 'paths' | 'rng'> & { readonly seed: string };

/** The card of a release on its published paths: whoever asks with the same seed gets the same card. */
export function advise({ seed, ...occasion }: ReleaseOccasion): Recommendation {
  const paths = publishedPaths(occasion.history, occasion.forecasts, seed);
  return recommend({ ...occasion, paths, rng: Rng.seeded(`${seed}:card`) });
}
