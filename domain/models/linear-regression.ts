/** Ridge regression for a handful of features and thousands of rows, several targets at once. */

/** Sums from which the coefficients follow; rows are added one at a time. */
export class NormalEquations {
  readonly #features: number;
  readonly #squares: Float64Array;
  readonly #products: Float64Array;
  #rows = 0;

  constructor(features: number) {
    this.#features = features;
    this.#squares = new Float64Array(features * features);
    this.#products = new Float64Array(features);
  }

  get rows(): number {
    return this.#rows;
  }

  /** `row`: the features, of which the first is 1. */
  add(row: Float64Array, target: number): void {
    const size = this.#features;
    const squares = this.#squares;
    const products = this.#products;
    for (let i = 0; i < size; i++) {
      const x = row[i];
      for (let j = 0; j <= i; j++) squares[i * size + j] += x * row[j];
      products[i] += x * target;
    }
    this.#rows++;
  }

  /** Adds all rows of another sum, or takes them away again (`sign` −1). */
  merge(other: NormalEquations, sign: 1 | -1): void {
    for (let i = 0; i < this.#squares.length; i++) this.#squares[i] += sign * other.#squares[i];
    for (let i = 0; i < this.#products.length; i++) this.#products[i] += sign * other.#products[i];
    this.#rows += sign * other.#rows;
  }

  /** Coefficients that minimise the squared error plus `ridge` · rows · |coefficients without the first|². */
  solve(ridge: number): number[] {
    const size = this.#features;
    const matrix = this.#squares.slice();
    for (let i = 1; i < size; i++) matrix[i * size + i] += ridge * this.#rows;
    return solvePositive(matrix, this.#products, size);
  }
}

/**
 * Solution x of A x = b by Cholesky factorisation (Golub & Van Loan, Matrix Computations, §4.2). `matrix`: row-major,
 * size², its lower triangle is read; positive definite.
 */
export function solvePositive(matrix: Float64Array, right: ArrayLike<number>, size: number): number[] {
  const lower = cholesky(matrix, size);
  const x = Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) x[i] -= lower[i * size + j] * x[j];
    x[i] /= lower[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let j = i + 1; j < size; j++) x[i] -= lower[j * size + i] * x[j];
    x[i] /= lower[i * size + i];
  }
  return x;
}

function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * size + j];
      for (let k = 0; k < j; k++) rest -= lower[i * size + k] * lower[j * size + k];
      lower[i * size + j] = i === j ? Math.sqrt(rest) : rest / lower[j * size + j];
    }
  }
  return lower;
}
