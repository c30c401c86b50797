import { starPattern } from './star.ts';

/** Evening star: −100 where found. */
export const CDLEVENINGSTAR = starPattern('CDLEVENINGSTAR', -1);
