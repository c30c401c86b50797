/** Maximum likelihood of an ARMA process of given order. */
import { aiccPenalty } from '../akaike.ts';
import { descend } from '../quasi-newton.ts';
import type { Arma } from './arma-filter.ts';
import { armaLikelihood } from './arma-likelihood.ts';
import { coefficientsOf } from './partials.ts';

export interface ArmaOrder {
  readonly p: number;
  readonly q: number;
  readonly withMean: boolean;
}

export interface ArmaFit extends Arma {
  /** Of the process; 0 where the order has none. */
  readonly mean: number;
  readonly aicc: number;
  /** Where the search ended, from which that of a neighbouring order may begin. */
  readonly partials: Partials;
}

/** Partial autocorrelations of both parts, each on the whole line. */
interface Partials {
  readonly ar: readonly number[];
  readonly ma: readonly number[];
}

/** No autocorrelation at all. */
export const WHITE: Partials = { ar: [], ma: [] };

/** The likelihood is flat enough where no parameter changes −2 ln L faster than this. */
const LEAST_SLOPE = 0.03;
/** Two nearly cancelling roots make a ridge along which nothing is gained. */
const MOST_CALLS = 40;
const DIFFERENCE = 1e-5;
/** Partial autocorrelations keep this far from ±1, where the process stops being stationary. */
const MOST = 0.999;

/**
 * ARMA(p, q) by exact maximum likelihood. `values`: all present, at least p + q + 3. Coefficients, the mean and the
 * variance count as estimated in the AICc.
 *
 * @example fitArma(returns, { p: 1, q: 1, withMean: false }).ar // [0.61…]
 */
export function fitArma(values: Float64Array, { p, q, withMean }: ArmaOrder, start = WHITE): ArmaFit {
  const scale = 1 / (rootMeanSquare(values) || 1);
  const scaled = values.map((value) => value * scale);
  const likelihoodAt = (x: Float64Array) => armaLikelihood(scaled, armaOf(partialsOf(x, p)), withMean);
  const first = [...resized(start.ar, p), ...resized(start.ma, q)];
  const loss = byDifferences((x) => likelihoodAt(x).loss);
  const edges = first.map(() => 1);
  const found = descend(loss, first, edges, { tolerance: LEAST_SLOPE, mostCalls: MOST_CALLS });
  const partials = partialsOf(found.at, p);
  const penalty = aiccPenalty(p + q + (withMean ? 1 : 0) + 1, values.length);
  return {
    ...armaOf(partials),
    mean: likelihoodAt(found.at).mean / scale,
    aicc: found.value + penalty,
    partials,
  };
}

function partialsOf(x: Float64Array, p: number): Partials {
  return { ar: [...x.subarray(0, p)], ma: [...x.subarray(p)] };
}

function armaOf({ ar, ma }: Partials): Arma {
  const within = (x: number) => MOST * Math.tanh(x);
  return { ar: coefficientsOf(ar.map(within)), ma: coefficientsOf(ma.map(within)).map((theta) => -theta) };
}

function resized(numbers: readonly number[], size: number): number[] {
  return Array.from({ length: size }, (_, i) => numbers[i] ?? 0);
}

/** A loss that also writes its slope, by forward differences. */
function byDifferences(loss: (x: Float64Array) => number) {
  return (x: Float64Array, slope: Float64Array): number => {
    const value = loss(x);
    for (let i = 0; i < x.length; i++) slope[i] = (loss(x.with(i, x[i] + DIFFERENCE)) - value) / DIFFERENCE;
    return value;
  };
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
