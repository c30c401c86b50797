import { fitOptimisedTheta } from './smoothing/theta-fit.ts';
import { thetaModel } from './theta-model.ts';

/** θ ≥ 1 by least squares (Fiorucci et al. 2016). It lost 0.1, 0.1 and 0.3 points of skill against θ = 2 on BTC. */
export const optimisedTheta = thetaModel({ name: 'optimised-theta', version: '1' }, fitOptimisedTheta);
