import type { VariancePath } from './student-t.ts';

const PARAMETERS = 4;
/** E|e| of a standard normal variable: whatever it should be for this market is left to the level. */
const USUAL_SIZE = Math.sqrt(2 / Math.PI);

/**
 * EGARCH(1,1) (Nelson 1991): ln v' = level + persistence·(ln v − level) + size·(|e| − √(2/π)) + lean·e, e = x/√v.
 * `parameters`: level, persistence, size, lean. The first variance is 1, the mean square of `moves` (shape n, NaN where
 * missing: a step without news).
 *
 * @example egarchPath(moves, [0, 0.98, 0.15, 0]).variances[moves.length] // of the bar that comes next
 */
export function egarchPath(moves: Float64Array, parameters: ArrayLike<number>): VariancePath {
  const [level, persistence, size, lean] = Array.from(parameters);
  const variances = new Float64Array(moves.length + 1);
  const slopes = new Float64Array(moves.length * PARAMETERS);
  let [log, byLevel, byPersistence, bySize, byLean] = [0, 0, 0, 0, 0];
  for (let bar = 0; bar < moves.length; bar++) {
    const move = moves[bar];
    const at = bar * PARAMETERS;
    const sigma = Math.exp(0.5 * log);
    variances[bar] = sigma * sigma;
    slopes[at] = byLevel;
    slopes[at + 1] = byPersistence;
    slopes[at + 2] = bySize;
    slopes[at + 3] = byLean;
    const missing = Number.isNaN(move);
    const error = missing ? 0 : move / sigma;
    const surprise = missing ? 0 : Math.abs(error) - USUAL_SIZE;
    const kept = persistence - 0.5 * (size * Math.abs(error) + lean * error);
    byLevel = 1 - persistence + kept * byLevel;
    byPersistence = log - level + kept * byPersistence;
    bySize = surprise + kept * bySize;
    byLean = error + kept * byLean;
    log = level + persistence * (log - level) + size * surprise + lean * error;
  }
  variances[moves.length] = Math.exp(log);
  return { variances, slopes, parameters: PARAMETERS };
}
