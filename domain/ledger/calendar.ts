import { type EpochMs, HOUR_MS, MINUTE_MS } from '../market/candles.ts';
import { nextSlot, type SlotInstant, slotInstants } from '../market/slots.ts';

/** A planned release not committed this long after its cutoff is missed. */
export const COMMIT_WITHIN_MS = 15 * MINUTE_MS;

/** A release still open this long after its cutoff never writes its row: somebody else writes that it was missed. */
export const ROW_WITHIN_MS = COMMIT_WITHIN_MS + HOUR_MS;

/**
 * A ledger entry of kind `calendar`: from `effectiveFrom` on these symbols are released at these slots. The first one is
 * the genesis of a chain's denominator; a later one replaces it (METHODS §8).
 */
export interface CalendarRule {
  readonly effectiveFrom: EpochMs;
  readonly symbols: readonly string[];
  readonly horizonsHours: readonly number[];
  readonly slots: readonly string[];
  readonly zone: string;
  readonly baselines: 'baseline-v1';
  readonly scoring: 1;
}

/** Every slot that the calendar has had up to a moment, one per symbol, ascending by time. */
export function expectedSlots(
  rules: readonly CalendarRule[],
  until: EpochMs,
): (SlotInstant & { readonly symbol: string })[] {
  return rules.flatMap((rule, i) => {
    const end = Math.min(rules[i + 1]?.effectiveFrom ?? Number.POSITIVE_INFINITY, until + 1);
    if (end <= rule.effectiveFrom) return [];
    const instants = slotInstants(rule, rule.effectiveFrom, end);
    return instants.flatMap((instant) => rule.symbols.map((symbol) => ({ ...instant, symbol })));
  });
}

/** When the newest calendar releases a symbol next after a moment; null where it does not. */
export function nextPlanned(rules: readonly CalendarRule[], symbol: string, after: EpochMs): EpochMs | null {
  const rule = rules.at(-1);
  if (rule === undefined || !rule.symbols.includes(symbol)) return null;
  return nextSlot(rule, Math.max(after, rule.effectiveFrom - 1)).cutoff;
}

/** True when two rules ask for the same releases. */
export function sameCalendar(a: CalendarRule, b: Omit<CalendarRule, 'effectiveFrom'>): boolean {
  const { effectiveFrom: _, ...rest } = a;
  return JSON.stringify(Object.entries(rest).sort()) === JSON.stringify(Object.entries(b).sort());
}
