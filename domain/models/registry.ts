/** The members, in the order in which they are asked and shown. One more is one file and one line. */
import { HOUR_MS } from '../market/candles.ts';
import { analogues } from './analogues.ts';
import { arima } from './arima.ts';
import { boostedTrees } from './boosted-trees.ts';
import { climatology } from './climatology.ts';
import { drift } from './drift.ts';
import { egarch } from './egarch.ts';
import { ewma } from './ewma.ts';
import { ets } from './ets.ts';
import { garch } from './garch.ts';
import { gjrGarch } from './gjr-garch.ts';
import { har } from './har.ts';
import { harX } from './har-x.ts';
import type { Model, Role } from './model.ts';
import { optimisedTheta } from './optimised-theta.ts';
import { randomWalk } from './random-walk.ts';
import { seasonalNaive } from './seasonal-naive.ts';
import { stochasticVolatility } from './stochastic-volatility.ts';
import { theta } from './theta.ts';

export const MODELS: readonly Model[] = [
  climatology,
  randomWalk,
  drift,
  seasonalNaive,
  ets,
  arima,
  theta,
  optimisedTheta,
  ewma,
  har,
  harX,
  garch,
  gjrGarch,
  egarch,
  stochasticVolatility,
  boostedTrees,
  analogues,
];

/** Those that work on bars of a length. @example modelsOn(FIVE_MINUTES_MS).map(({ name }) => name) // ewma, har, … */
export function modelsOn(barMs: number): readonly Model[] {
  return MODELS.filter(({ barsMs = [HOUR_MS] }) => barsMs.includes(barMs));
}

export const MODEL_NAMES: readonly string[] = MODELS.map(({ name }) => name);

const ROLES: ReadonlyMap<string, Role> = new Map(MODELS.map(({ name, role }) => [name, role]));

/** A name that is not in the list is taken at its word: core. */
export function roleOf(name: string): Role {
  return ROLES.get(name) ?? 'core';
}
