/** Rules that judge forecasts, as the record holds them: written down before they are applied to anything that comes after. */
import { FEWEST_BACKTEST_DECISIONS, FEWEST_SHADOW_RELEASES, WORSE_PROVEN_AT } from '../ensemble/promotion.ts';
import { PROVEN_AT } from '../scoring/claims.ts';

/** Body of an entry of kind `rule`; its key is `<name>-<version>`. */
export interface Rule {
  readonly name: 'claims' | 'promotion' | 'demotion';
  /** Another one with any other field. */
  readonly version: number;
  readonly sentence: string;
  readonly figures: Readonly<Record<string, number>>;
}

export const RULES: readonly Rule[] = [
  {
    name: 'claims',
    version: 1,
    sentence:
      'A claim is proven when the evidence against each of climatology, random walk and plain volatility (direction: the base rate) has reached provenAt, and withdrawn when the evidence of the contrary, begun at the proof, has reached it against any of them. Outcomes that are not known count as lost. Of several claims those stand that e-BH at falseShare leaves.',
    figures: { provenAt: PROVEN_AT, falseShare: 1 / PROVEN_AT },
  },
  {
    name: 'promotion',
    version: 1,
    sentence:
      'A recipe replaces the one that runs when, over at least backtestDecisions walk-forward decisions, it saves CRPS at one horizon (95 % interval above 0) and costs none at any, and the evidence that it is worse stayed below worseProvenAt at every horizon in shadowReleases resolved releases beside which it ran. Proven worse once is rejected for good; it may come back as another version.',
    figures: {
      backtestDecisions: FEWEST_BACKTEST_DECISIONS,
      shadowReleases: FEWEST_SHADOW_RELEASES,
      worseProvenAt: WORSE_PROVEN_AT,
    },
  },
  {
    name: 'demotion',
    version: 1,
    sentence:
      'What a promoted recipe replaced goes on beside it. When the evidence that the promoted one is worse reaches worseProvenAt at any horizon, what it replaced takes its place again from the next slot on, and the promoted one is rejected for good.',
    figures: { worseProvenAt: WORSE_PROVEN_AT },
  },
];
