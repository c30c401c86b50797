/** Every workflow type of the bundle. */
export { candidates } from './candidates.ts';
export { publish } from './publish.ts';
export { outcome } from './outcome.ts';
export { account } from './account.ts';
export { release } from './release.ts';
export { retrain } from './retrain.ts';
export { slot } from './slot.ts';
export { sweep } from './sweep.ts';
