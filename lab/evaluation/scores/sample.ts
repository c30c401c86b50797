/** The scored rows of one horizon and what is averaged over them, whole or in part. */
import { type EpochMs, HOUR_MS } from '../../../domain/market/candles.ts';
import { levelIndex } from '../../../domain/numeric/levels.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { bootstrapped, estimate, type Estimate, resampledCounts } from '../../../domain/scoring/block-bootstrap.ts';
import { brier } from '../../../domain/scoring/brier.ts';
import { type IntervalName, isCovered } from '../../../domain/scoring/coverage.ts';
import { isUp } from '../../../domain/scoring/outcome.ts';
import {
  abstentionGain,
  type Abstainable,
  riskCoverage,
  type RiskPoint,
} from '../../../domain/scoring/risk-coverage.ts';
import { skill } from '../../../domain/scoring/skill.ts';
import { WEEK_MS } from '../../../domain/market/week.ts';
import type { Published, ScoredRow } from '../scored-row.ts';

/** A published row whose outcome is known. */
export interface Sampled extends Published {
  readonly decision: EpochMs;
  readonly outcome: number;
}

export type Chosen = (row: Sampled) => boolean;

const DRAWS = 2_000;
const UNKNOWN: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
const [LOW, HIGH] = [levelIndex(0.01), levelIndex(0.99)];

/** Rows of one horizon in time, refused and void ones left out. */
export class Sample {
  readonly rows: readonly Sampled[];
  readonly horizonHours: number;
  /** The baseline that skill is told against where no other is named. */
  readonly reference: string;
  readonly #blockRows: number;

  constructor(all: readonly ScoredRow[], horizonHours: number, reference = 'climatology') {
    this.horizonHours = horizonHours;
    this.reference = reference;
    this.rows = all.flatMap(({ decision, outcome, published, horizonHours: hours }) =>
      hours === horizonHours && published && Number.isFinite(outcome) ? [{ ...published, decision, outcome }] : [],
    );
    this.#blockRows = rowsOfAWeek(this.rows);
  }

  /**
   * Decisions from one forecast to the first whose span does not overlap with it: hits of overlapping spans are alike by
   * construction.
   */
  get rowsUntilResolved(): number {
    return Math.max(1, Math.ceil((this.horizonHours * HOUR_MS * this.#blockRows) / WEEK_MS));
  }

  /** CRPS skill of one of the forecasts of a row against another, over the chosen rows that both answered. */
  skill(model: string, reference = this.reference, chosen: Chosen = everyRow): Estimate {
    const both: Chosen = (row) => chosen(row) && model in row.crps && reference in row.crps;
    const column = (name: string) => this.#column((row) => row.crps[name], both);
    return this.#bootstrapped([column(model), column(reference)], ([own, base]) => skill(own, base), model);
  }

  /** Brier skill of p_up against the base rate. */
  brierSkill(chosen: Chosen = everyRow): Estimate {
    return this.lossSkill(
      ({ pUp, outcome }) => brier(pUp, isUp(outcome)),
      ({ baseRate, outcome }) => brier(baseRate, isUp(outcome)),
      chosen,
    );
  }

  /** Skill of one loss against another over the chosen rows. */
  lossSkill(own: (row: Sampled) => number, reference: (row: Sampled) => number, chosen: Chosen = everyRow): Estimate {
    const columns = [this.#column(own, chosen), this.#column(reference, chosen)];
    return this.#bootstrapped(columns, ([loss, base]) => skill(loss, base), 'direction');
  }

  /** Mean over the chosen rows, with its interval. */
  meanEstimate(of: (row: Sampled) => number, chosen: Chosen = everyRow): Estimate {
    const columns = [this.#column(of, chosen), this.#column(() => 1, chosen)];
    return this.#bootstrapped(columns, ([sum, count]) => sum / count, 'mean');
  }

  /** How much a method that abstains by disagreement beats abstaining at random (METHODS §9). */
  abstentionGain(): Estimate {
    if (this.rows.length === 0) return UNKNOWN;
    const order = this.rows.map((_, i) => i).sort((a, b) => this.rows[a].abstention - this.rows[b].abstention);
    const surest = order.map((i) => this.#abstainable(this.rows[i]));
    const how = { blockRows: this.#blockRows, draws: DRAWS, rng: this.#rng('abstention') };
    const gains = Float64Array.from(resampledCounts(this.rows.length, how), (counts) =>
      abstentionGain(
        surest,
        order.map((i) => counts[i]),
      ),
    );
    return estimate(abstentionGain(surest), gains);
  }

  riskCoverage(): RiskPoint[] {
    return riskCoverage(this.rows.map((row) => this.#abstainable(row)).sort((a, b) => a.score - b.score));
  }

  /** Share of the chosen rows of which something holds. */
  share(of: Chosen, chosen: Chosen = everyRow): number {
    const among = this.rows.filter(chosen);
    return among.filter(of).length / among.length;
  }

  coverage(name: IntervalName | '98', chosen: Chosen = everyRow): number {
    return this.share((row) => held(row, name), chosen);
  }

  mean(of: (row: Sampled) => number, chosen: Chosen = everyRow): number {
    const among = this.rows.filter(chosen);
    return among.reduce((sum, row) => sum + of(row), 0) / among.length;
  }

  /** Zero where a row is not chosen, so that blocks of the whole time are drawn. */
  #column(of: (row: Sampled) => number, chosen: Chosen): Float64Array {
    return Float64Array.from(this.rows, (row) => (chosen(row) ? of(row) : 0));
  }

  #bootstrapped(
    columns: readonly Float64Array[],
    statistic: (sums: readonly number[]) => number,
    purpose: string,
  ): Estimate {
    if (this.rows.length === 0) return UNKNOWN;
    return bootstrapped(columns, statistic, { blockRows: this.#blockRows, draws: DRAWS, rng: this.#rng(purpose) });
  }

  #abstainable({ abstention, crps }: Sampled): Abstainable {
    return { score: abstention, loss: crps.ensemble, referenceLoss: crps[this.reference] };
  }

  #rng(purpose: string): Rng {
    return Rng.seeded(`evaluation:${this.horizonHours}:${purpose}`);
  }
}

/** 98: between the outermost levels of the CRPS. */
export function held({ quantiles, outcome }: Sampled, name: IntervalName | '98'): boolean {
  if (name !== '98') return isCovered(quantiles, name, outcome);
  return outcome >= quantiles[LOW] && outcome <= quantiles[HIGH];
}

export function utcHourOf({ decision }: Sampled): number {
  return Math.floor(decision / HOUR_MS) % 24;
}

export function yearOf({ decision }: Sampled): number {
  return new Date(decision).getUTCFullYear();
}

function everyRow(): boolean {
  return true;
}

/** Blocks of the bootstrap are seven days long (METHODS §1). */
export function rowsOfAWeek(rows: readonly { readonly decision: EpochMs }[]): number {
  if (rows.length < 2) return 1;
  const span = rows[rows.length - 1].decision - rows[0].decision;
  return Math.max(1, Math.round((WEEK_MS * (rows.length - 1)) / span));
}
