import { starPattern } from './star.ts';

/** Morning star: 100 where found. */
export const CDLMORNINGSTAR = starPattern('CDLMORNINGSTAR', 1);
