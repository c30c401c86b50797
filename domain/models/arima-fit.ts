/**
 * The `arima` package (ctsa in WebAssembly) behind its guards. It tells neither coefficients nor fit, only point forecasts
 * and their *variances*; but the growth of the variances is the squared response to one shock (Box & Jenkins 1970,
 * §5.1.1), and the response is all that filtering and forecasting need.
 *
 * What it must never meet: p = q = 0 with d ≥ 1 (it answers uninitialised memory), 8,000 points or more (it hangs, and
 * every later fit in the process fails), a missing value (it repeats the one before, silently).
 */
import Arima from 'arima';

/** Far below the length at which it hangs. */
export const MOST_POINTS = 4000;
/** Below this the response to a shock is taken for over. */
const NEGLIGIBLE = 1e-6;
/** Steps for which the response is read. */
const RESPONSE_STEPS = 72;

/** ARIMA(p, 1, q) as response of the return to a shock one, two … steps before: ψ1, ψ2 … (ψ0 = 1 is left out). */
export interface ArimaFit {
  readonly p: number;
  readonly q: number;
  readonly psi: readonly number[];
}

/** What returns say about themselves: nothing. */
export const RANDOM_WALK: ArimaFit = { p: 0, q: 0, psi: [] };

/**
 * ARIMA(p, 1, q) without drift of a log-price given as its returns: all finite, at least 50, the last 4,000 are used.
 * Null where the package's answer is not one: not finite, shrinking variances, or point forecasts that its own variances
 * contradict.
 */
export function fitArima(returns: Float64Array, p: number, q: number): ArimaFit | null {
  if (p === 0 && q === 0) return RANDOM_WALK;
  const used = returns.subarray(-MOST_POINTS);
  const scale = Math.sqrt(used.reduce((sum, move) => sum + move * move, 0) / used.length);
  if (!(scale > 0)) return null;
  const { moves, variances } = askPackage(used, scale, p, q);
  const psi = responseOf(variances);
  if (psi === null) return null;
  const own = expectedMove(innovations(used, psi), used.length - 1, cumulativeResponse(psi, 1)) / scale;
  return Math.abs(own - moves[0]) < 0.01 ? { p, q, psi } : null;
}

/** Forecasts of the sum of returns in units of `scale`, and their variances. */
function askPackage(returns: Float64Array, scale: number, p: number, q: number) {
  const path = [0];
  for (const move of returns) path.push(path[path.length - 1] + move / scale);
  const model = new Arima({ p, d: 1, q, verbose: false }).train(path);
  const [points, variances] = model.predict(RESPONSE_STEPS + 1);
  model.destroy();
  return { moves: points.map((point) => point - path[path.length - 1]), variances };
}

/** ψ1 … from variances v1, v2 …: v(h+1) − v(h) = σ²(1 + ψ1 + … + ψh)². */
function responseOf(variances: readonly number[]): number[] | null {
  const psi: number[] = [];
  let before = 1;
  for (let step = 1; step < variances.length; step++) {
    const level = Math.sqrt((variances[step] - variances[step - 1]) / variances[0]);
    if (!Number.isFinite(level)) return null;
    psi.push(level - before);
    before = level;
  }
  while (psi.length > 0 && Math.abs(psi[psi.length - 1]) < NEGLIGIBLE) psi.pop();
  return psi;
}

/** The shocks behind returns: e = w − Σ ψj e(−j). A missing return tells of no shock (0). Shape as `returns`. */
export function innovations(returns: Float64Array, psi: readonly number[]): Float64Array {
  const shocks = new Float64Array(returns.length);
  for (let i = 0; i < returns.length; i++) {
    if (Number.isNaN(returns[i])) continue;
    let expected = 0;
    for (let j = Math.min(psi.length, i); j >= 1; j--) expected += psi[j - 1] * shocks[i - j];
    shocks[i] = returns[i] - expected;
  }
  return shocks;
}

/** What a shock still adds over the coming `steps` when it is 0, 1, 2 … steps old; shape of ψ. */
export function cumulativeResponse(psi: readonly number[], steps: number): Float64Array {
  const sums = new Float64Array(psi.length);
  for (let age = 0; age < psi.length; age++) {
    for (let step = 1; step <= steps && age + step <= psi.length; step++) sums[age] += psi[age + step - 1];
  }
  return sums;
}

/** Expected sum of the returns that follow position `at`. */
export function expectedMove(shocks: Float64Array, at: number, response: Float64Array): number {
  let move = 0;
  for (let age = Math.min(response.length - 1, at); age >= 0; age--) move += response[age] * shocks[at - age];
  return move;
}
