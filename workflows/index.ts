/** Every workflow type of the bundle. */
export { release } from './release.ts';
export { retrain } from './retrain.ts';
export { slot } from './slot.ts';
