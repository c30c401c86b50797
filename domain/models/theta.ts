import { fitTheta } from './smoothing/theta-fit.ts';
import { thetaModel } from './theta-model.ts';

/** θ = 0 and 2 (Assimakopoulos & Nikolopoulos 2000): half of the line's slope is the drift. */
export const theta = thetaModel({ name: 'theta', version: '3' }, fitTheta);
