import type { VariancePath } from './student-t.ts';

const PARAMETERS = 4;

/**
 * GARCH(1,1) (Bollerslev 1986), and with a lean GJR-GARCH(1,1) (Glosten, Jagannathan & Runkle 1993), told by what each
 * parameter does: v' = ω + persistence·(share·(1 ± lean)·x² + (1 − share)·v), plus for falls. In the letters of the
 * papers α + γ/2 = persistence·share and β = persistence·(1 − share). `parameters`: ω, persistence, share, lean. The
 * first variance is 1, the mean square of `moves` (shape n, NaN where missing: a step without news, which brings what
 * was expected).
 *
 * @example garchPath(moves, [0.02, 0.98, 0.08, 0]).variances[moves.length] // of the bar that comes next
 */
export function garchPath(moves: Float64Array, parameters: ArrayLike<number>): VariancePath {
  const [omega, persistence, share, lean] = Array.from(parameters);
  const variances = new Float64Array(moves.length + 1);
  const slopes = new Float64Array(moves.length * PARAMETERS);
  let [variance, byOmega, byPersistence, byShare, byLean] = [1, 0, 0, 0, 0];
  for (let bar = 0; bar < moves.length; bar++) {
    const move = moves[bar];
    const at = bar * PARAMETERS;
    variances[bar] = variance;
    const precision = 1 / variance;
    slopes[at] = byOmega * precision;
    slopes[at + 1] = byPersistence * precision;
    slopes[at + 2] = byShare * precision;
    slopes[at + 3] = byLean * precision;
    const missing = Number.isNaN(move);
    const side = missing ? 0 : move < 0 ? 1 : -1;
    const square = missing ? variance : move * move;
    const news = (1 + side * lean) * square;
    const kept = missing ? persistence : persistence * (1 - share);
    const expected = share * news + (1 - share) * variance;
    byOmega = 1 + kept * byOmega;
    byPersistence = expected + kept * byPersistence;
    byShare = persistence * (news - variance) + kept * byShare;
    byLean = persistence * share * side * square + kept * byLean;
    variance = omega + persistence * expected;
  }
  variances[moves.length] = variance;
  return { variances, slopes, parameters: PARAMETERS };
}
