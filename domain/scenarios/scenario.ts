import type { EpochMs } from '../market/candles.ts';

/** The five exclusive, exhaustive barrier events of METHODS §5. */
export const SCENARIO_IDS = [
  'up-holds', // U first and S ≥ U
  'up-fades', // U first and S < U
  'down-holds', // L first and S ≤ L
  'down-fades', // L first and S > L
  'neither',
] as const;
export type ScenarioId = (typeof SCENARIO_IDS)[number];

/** Every scenario is settled by the close so long after the cutoff. */
export const DEADLINE_HOURS = 24;

export interface Scenario {
  readonly id: ScenarioId;
  /** One sentence with the levels in it, machine-resolvable by `resolveScenario`. */
  readonly event: string;
  /** Whole number of ten-thousandths; the five sum to 10,000. */
  readonly probabilityPer10k: number;
}

/** What the scenarios are about; prices in quote units. */
export interface ScenarioFrame {
  readonly upper: number;
  readonly lower: number;
  readonly deadline: EpochMs;
}

export interface PriceLevel {
  readonly price: number;
  readonly kind: 'support' | 'resistance';
  /** How often and how recently price turned there, 0 … 1. */
  readonly strength: number;
  /** Where it comes from: `pivot`, `volume-profile`, `round-number`, `sigma`. */
  readonly origin: string;
}

/** Probability that a price is touched within each horizon, from the published paths. */
export interface TouchProbability {
  readonly price: number;
  readonly horizonHours: number;
  readonly probability: number;
}
