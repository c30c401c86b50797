import { egarchPath } from './egarch-path.ts';
import { FREE, SHARE, type Sought } from './likeliest.ts';
import { returnLaw } from './return-law.ts';
import { varianceModel } from './variance-model.ts';

/** First look: level 1, persistence 0.99, size 0.15, no lean. */
export const EGARCH_SOUGHT: readonly Sought[] = [
  { link: FREE, start: 1, step: 2 },
  { link: SHARE, start: 4.5, step: 1 },
  { link: FREE, start: 0.15, step: 0.1 },
  { link: FREE, start: 0, step: 0.1 },
];

/** EGARCH(1,1), Student-t quasi-likelihood, hour of the week taken out, with filtered historical simulation. */
export const egarch = varianceModel(
  { name: 'egarch', version: '2', role: 'reserve' },
  returnLaw(egarchPath, EGARCH_SOUGHT),
);
