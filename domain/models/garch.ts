import { garchLaw } from './garch-law.ts';
import { varianceModel } from './variance-model.ts';

/** GARCH(1,1), Student-t quasi-likelihood, hour of the week taken out, with filtered historical simulation. */
export const garch = varianceModel({ name: 'garch', version: '1', role: 'reserve' }, garchLaw({ leaning: false }));
