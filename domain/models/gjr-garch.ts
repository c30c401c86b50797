import { GARCH_SOUGHT } from './garch.ts';
import { garchPath } from './garch-path.ts';
import { LEANING, type Sought } from './likeliest.ts';
import { returnLaw } from './return-law.ts';
import { varianceModel } from './variance-model.ts';

export const GJR_SOUGHT: readonly Sought[] = [...GARCH_SOUGHT, { link: LEANING, start: 0, step: 1 }];

/** GARCH(1,1) in which falls and rises of one size may not count for the same, with filtered historical simulation. */
export const gjrGarch = varianceModel(
  { name: 'gjr-garch', version: '2', role: 'reserve' },
  returnLaw(garchPath, GJR_SOUGHT),
);
