/** Whether prices are touched as often as the paths say (METHODS §4). */
import type { Estimate } from '../../../domain/scoring/block-bootstrap.ts';
import { brier } from '../../../domain/scoring/brier.ts';
import type { Touch } from '../touches.ts';
import type { Sample, Sampled } from './sample.ts';

export interface TouchScore {
  /** Of the price, from the close at the cutoff, in σ of the forecast. */
  readonly sigmas: number;
  readonly rows: number;
  readonly observed: number;
  /** Mean probability less what was observed. */
  readonly excess: Estimate;
  /** Against the share of the past year's spans that went so far. */
  readonly brierSkill: Estimate;
}

/** `−1.5 σ` */
export function distanceText(sigmas: number): string {
  return `${sigmas < 0 ? '−' : '+'}${Math.abs(sigmas)} σ`;
}

export function touchScores(sample: Sample): TouchScore[] {
  const distances = new Set(sample.rows.flatMap(({ touches }) => touches.map(({ sigmas }) => sigmas)));
  return [...distances].map((sigmas) => {
    const touchOf = new Map<Sampled, Touch>();
    for (const row of sample.rows) {
      const touch = row.touches.find((one) => one.sigmas === sigmas);
      if (touch) touchOf.set(row, touch);
    }
    const of = (measure: (touch: Touch) => number) => (row: Sampled) => {
      const touch = touchOf.get(row);
      return touch ? measure(touch) : Number.NaN;
    };
    const chosen = (row: Sampled) => touchOf.has(row);
    return {
      sigmas,
      rows: touchOf.size,
      observed: sample.share((row) => touchOf.get(row)?.touched ?? false, chosen),
      excess: sample.meanEstimate(
        of(({ probability, touched }) => probability - (touched ? 1 : 0)),
        chosen,
      ),
      brierSkill: sample.lossSkill(
        of(({ probability, touched }) => brier(probability, touched)),
        of(({ climatology, touched }) => brier(climatology, touched)),
        chosen,
      ),
    };
  });
}
