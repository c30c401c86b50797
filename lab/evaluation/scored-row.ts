import type { EpochMs } from '../../domain/market/candles.ts';
import { cdfAt } from '../../domain/numeric/distribution.ts';
import type { Regime } from '../../domain/regime/regime.ts';
import { crps } from '../../domain/scoring/crps.ts';
import type { IssuedRow } from './issued-row.ts';
import type { Touch } from './touches.ts';

/** What scoring needs of one decision at one horizon; `published` is null when it was refused. */
export interface ScoredRow {
  readonly decision: EpochMs;
  readonly horizonHours: number;
  /** Log-return that followed; NaN when void. */
  readonly outcome: number;
  readonly refusedReason: string | null;
  /** Of the reference, refused or not; NaN where it cannot be told. */
  readonly referenceCrps: number;
  readonly published: Published | null;
}

export interface Published {
  /** Shape (103). */
  readonly quantiles: Float64Array;
  /** The combination before it was calibrated, shape (103). */
  readonly uncalibrated: Float64Array;
  readonly regime: Regime | null;
  readonly pUp: number;
  readonly baseRate: number;
  readonly directional: boolean;
  readonly method: 'ensemble' | 'baseline';
  readonly abstention: number;
  /** What followed the similar windows, shape (103); null where there were none. */
  readonly neighbours: Float64Array | null;
  /** Place of the outcome in the published distribution. */
  readonly pit: number;
  /** CRPS of the published forecast (`ensemble`), of the combination before calibration (`uncalibrated`), of what followed the similar windows (`neighbours`), of each baseline and member. */
  readonly crps: Readonly<Record<string, number>>;
  readonly weights: Readonly<Record<string, number>>;
  readonly touches: readonly Touch[];
}

export function scoredRow(row: IssuedRow): ScoredRow {
  const { decision, horizonHours, outcome, refusedReason, forecast, combined, regime, neighbours, touches } = row;
  const referenceCrps = row.reference ? crps(row.reference, outcome) : Number.NaN;
  const shared = { decision, horizonHours, outcome, refusedReason, referenceCrps };
  if (!forecast || !combined) return { ...shared, published: null };
  const said = new Map<string, ArrayLike<number>>();
  for (const { model, quantiles } of forecast.members) if (quantiles) said.set(model, quantiles);
  for (const { name, quantiles } of forecast.baselines) said.set(name, quantiles);
  said.set('uncalibrated', combined).set('ensemble', forecast.quantiles);
  if (neighbours) said.set('neighbours', neighbours);
  const reference = forecast.baselines.find(({ name }) => name === 'climatology');
  if (!reference) throw new RangeError(`no climatology at ${new Date(decision).toISOString()}`);
  return {
    ...shared,
    published: {
      quantiles: Float64Array.from(forecast.quantiles),
      uncalibrated: combined,
      neighbours,
      regime: regime?.regime ?? null,
      pUp: forecast.pUp,
      baseRate: reference.pUp,
      directional: forecast.directional,
      method: forecast.method,
      abstention: forecast.abstention,
      pit: cdfAt(forecast.quantiles, outcome),
      crps: Object.fromEntries([...said].map(([model, quantiles]) => [model, crps(quantiles, outcome)])),
      weights: Object.fromEntries(forecast.members.map(({ model, weight }) => [model, weight])),
      touches,
    },
  };
}
