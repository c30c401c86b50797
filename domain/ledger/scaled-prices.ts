/** Prices as a commitment holds them: whole numbers of one unit, 7 digits for the largest. */
export interface ScaledPrices {
  readonly unit: number;
  readonly quantiles: readonly number[];
}

/**
 * Prices as whole multiples of a power of ten that gives the largest of them 7 digits: `price = quantile × unit`. So a
 * coin of 0.00001 takes no more room than one of 100,000.
 */
export function scaledPrices(prices: readonly number[]): ScaledPrices {
  const exponent = Math.floor(Math.log10(Math.max(...prices))) - 6;
  return {
    unit: Number(`1e${exponent}`),
    quantiles: prices.map((price) => Number((price * 10 ** -exponent).toFixed(0))),
  };
}

/** The same as log-returns from the base price: what is scored is what was committed, not what it was rounded from. They are written `into` memory that is at hand. */
export function committedReturns(
  { unit, quantiles }: ScaledPrices,
  basePrice: number,
  into: Float64Array | null = null,
): Float64Array {
  const returns = into?.length === quantiles.length ? into : new Float64Array(quantiles.length);
  // A verifier takes tens of millions of them: a loop takes half as long as `Float64Array.from`.
  for (let i = 0; i < quantiles.length; i++) returns[i] = Math.log((quantiles[i] * unit) / basePrice);
  return returns;
}

/** Rounded to 7 significant digits. */
export function sevenDigits(value: number): number {
  return Number(value.toPrecision(7));
}
