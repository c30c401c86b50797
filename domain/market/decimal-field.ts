/** Reading numbers out of a long text without cutting it into pieces: candle files are a hot path. */

const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/**
 * The number written in text[from, to); NaN for an empty field and for `nan`, `null`, `none`; undefined for anything
 * that is no number. Correctly rounded: up to 15 digits a plain decimal is one exact division (Clinger 1990, "How to
 * read floating point numbers accurately"), everything else goes through `Number`.
 */
export function readDecimal(text: string, from: number, to: number): number | undefined {
  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      mantissa = mantissa * 10 + (code - 48);
      digits++;
      if (decimals >= 0) decimals++;
    } else if (code === 46 && decimals < 0) decimals = 0;
    else return readUnusual(text.slice(from, to));
  }
  if (digits === 0 || digits > 15) return readUnusual(text.slice(from, to));
  return decimals > 0 ? mantissa / POWERS_OF_TEN[decimals] : mantissa;
}

function readUnusual(field: string): number | undefined {
  const word = field.trim().toLowerCase();
  if (/^([+-]?nan|null|none|)$/.test(word)) return Number.NaN;
  const infinite = /^([+-]?)inf(inity)?$/.exec(word);
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const value = Number(word);
  return Number.isNaN(value) ? undefined : value;
}
