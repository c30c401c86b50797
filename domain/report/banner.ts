/** On every output of a release that was made from the simulated market. */
export const SIMULATED_BANNER = 'SIMULATED MARKET — not real prices';
