import { garchPath } from './garch-path.ts';
import { NONE, POSITIVE, SHARE, type Sought } from './likeliest.ts';
import { returnLaw } from './return-law.ts';
import { varianceModel } from './variance-model.ts';

/** First look: ω 0.004, persistence 0.998, share of news 0.06. */
export const GARCH_SOUGHT: readonly Sought[] = [
  { link: POSITIVE, start: -5.5, step: 1 },
  { link: SHARE, start: 6, step: 3 },
  { link: SHARE, start: -2.8, step: 0.5 },
];
const NO_LEAN: Sought = { link: NONE, start: 0, step: 1 };

/** GARCH(1,1), Student-t quasi-likelihood, hour of the week taken out, with filtered historical simulation. */
export const garch = varianceModel(
  { name: 'garch', version: '2', role: 'reserve' },
  returnLaw(garchPath, [...GARCH_SOUGHT, NO_LEAN]),
);
