/** How numbers are written everywhere a person reads them: one rule per kind, so that text, chart and tables agree. */

/**
 * Decimals that show five significant figures of a price and never fewer than cents below 10,000; a release writes all
 * its prices with the decimals of its base price.
 *
 * @example priceDecimals(27_104.5) // 0
 * @example priceDecimals(0.0000123) // 9
 */
export function priceDecimals(basePrice: number): number {
  const magnitude = Math.floor(Math.log10(basePrice));
  if (magnitude >= 4) return 0;
  return Math.min(12, Math.max(2, 4 - magnitude));
}

/** A price in quote units with thousands separators: `27,105`, `0.000012346`. */
export function formatPrice(price: number, decimals: number): string {
  const [whole, fraction] = unsignedZero(price.toFixed(decimals)).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',').replace('-', '−');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A fraction as a percentage: 0.486 → `48.6%`. */
export function formatPercent(fraction: number, decimals = 1): string {
  return `${unsignedZero((fraction * 100).toFixed(decimals)).replace('-', '−')}%`;
}

/** A fraction as a percentage with its sign: 0.012 → `+1.2%`, −0.012 → `−1.2%`, 0 → `0.0%`. */
export function formatSignedPercent(fraction: number, decimals = 1): string {
  const text = formatPercent(fraction, decimals);
  return text.startsWith('−') || Number.parseFloat(text) === 0 ? text : `+${text}`;
}

const AGE_UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

/** A duration in its largest unit of which there are at least two (one for hours and minutes): `12 s`, `3 h`, `40 d`. */
export function formatAge(ageMs: number): string {
  const found = AGE_UNITS.find(([unit, lengthMs]) => ageMs >= (unit === 'd' ? 2 : 1) * lengthMs);
  if (!found) return `${Math.floor(ageMs / 1000)} s`;
  return `${Math.floor(ageMs / found[1])} ${found[0]}`;
}

/** A forecast horizon: `24 h`, `30 min`. */
export function formatHorizon(hours: number): string {
  return hours < 1 ? `${Math.round(hours * 60)} min` : `${hours} h`;
}

/** A whole number with thousands separators: `1,460`. */
export function formatCount(count: number): string {
  return formatPrice(count, 0);
}

/** `-0.0` reads as a typing error. */
function unsignedZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}
