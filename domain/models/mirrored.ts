/** Share of the mirror image: what a year's drift and skewness say about the coming hours is half chance. */
const MIRRORED_SHARE = 0.25;

/**
 * Quantiles averaged with those of the mirrored distribution, so that its median and skewness are half believed. Shape
 * (103); non-decreasing as they were.
 */
export function mirrored(quantiles: Float64Array): Float64Array {
  const last = quantiles.length - 1;
  return quantiles.map((quantile, i) => (1 - MIRRORED_SHARE) * quantile - MIRRORED_SHARE * quantiles[last - i]);
}
