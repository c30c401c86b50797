/** The venue's own arithmetic: whole units of 10⁻⁸, as its matching engine would count them. It shares nothing with ours. */
import { Refusal } from '../refusal.ts';

const DECIMALS = 8;
export const ONE = 10n ** BigInt(DECIMALS);

/** Throws -1100 for what is no number and -1111 for more decimals than there are. */
export function unitsOf(text: string, name: string): bigint {
  const match = /^(\d{1,15})(?:\.(\d{1,20}))?$/.exec(text);
  if (match === null) throw new Refusal(-1100, `Illegal characters found in parameter '${name}'.`);
  const decimals = (match[2] ?? '').replace(/0+$/, '');
  if (decimals.length > DECIMALS) {
    throw new Refusal(-1111, `Parameter '${name}' has too much precision.`);
  }
  return BigInt(match[1]) * ONE + BigInt(decimals.padEnd(DECIMALS, '0'));
}

export function unitsOfNumber(value: number, decimals: number): bigint {
  return unitsOf(value.toFixed(decimals), 'value');
}

export function textOf(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(DECIMALS + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`;
}

/** Rounded down, as what a venue takes or gives. */
export function times(a: bigint, b: bigint): bigint {
  return (a * b) / ONE;
}

export function over(a: bigint, b: bigint): bigint {
  return (a * ONE) / b;
}
