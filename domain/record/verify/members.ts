/** Reading values of which nothing is known: each reader answers undefined for what is not as it should be. */

export type Members = Readonly<Record<string, unknown>>;

export function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
}

export function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? (value as readonly unknown[]) : undefined;
}

export function textsOf(value: unknown): readonly string[] | undefined {
  return listOf(value)?.every((one) => typeof one === 'string') ? (value as readonly string[]) : undefined;
}

export function numbersOf(value: unknown): readonly number[] | undefined {
  return listOf(value)?.every((one) => typeof one === 'number') ? (value as readonly number[]) : undefined;
}

/** Milliseconds of a time as every line writes it: ISO 8601 in UTC with three decimals. */
export function momentOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const at = Date.parse(value);
  return Number.isFinite(at) && new Date(at).toISOString() === value ? at : undefined;
}

export function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
