/**
 * Autoregressions by their partial autocorrelations, which for a stationary one are any numbers between −1 and 1
 * (Barndorff-Nielsen & Schou 1973; Monahan 1984): what an optimiser can move freely. The same for the moving average,
 * with the signs turned.
 */

/** φ1 … φp of x = Σ φi x(−i) + e, from p partial autocorrelations (Durbin–Levinson). */
export function coefficientsOf(partials: readonly number[]): number[] {
  let coefficients: number[] = [];
  for (const partial of partials) {
    const { length } = coefficients;
    coefficients = coefficients.map((phi, i) => phi - partial * coefficients[length - 1 - i]);
    coefficients.push(partial);
  }
  return coefficients;
}

/** Whether every root of 1 − Σ φi zⁱ lies further from 0 than `radius` (1: stationary). Levinson's recursion backwards. */
export function rootsBeyond(radius: number, coefficients: readonly number[]): boolean {
  let phi = coefficients.map((coefficient, i) => coefficient * radius ** (i + 1));
  while (phi.length > 0) {
    const { length } = phi;
    const last = phi[length - 1];
    if (!(Math.abs(last) < 1)) return false;
    phi = phi.slice(0, -1).map((coefficient, i) => (coefficient + last * phi[length - 2 - i]) / (1 - last * last));
  }
  return true;
}
