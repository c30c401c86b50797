import { garchLaw } from './garch-law.ts';
import { varianceModel } from './variance-model.ts';

/** GARCH(1,1) in which falls and rises of one size may not count for the same, with filtered historical simulation. */
export const gjrGarch = varianceModel(
  { name: 'gjr-garch', version: '1', role: 'reserve' },
  garchLaw({ leaning: true }),
);
