/** The gate in front of the venue: every rule is asked about every order, in backtest, paper and live alike (DESIGN §6). */
import { AlmanacError } from '../errors.ts';
import { RISK_RULES } from './registry.ts';
import type { ProposedOrder, RiskRule, RiskState } from './rule.ts';

export type RiskLimits = Readonly<Record<string, number>>;

export interface RiskVeto {
  readonly rule: string;
  readonly limit: number;
  readonly measured: number;
}

export interface RiskAnswer {
  readonly ok: boolean;
  readonly reasons: readonly RiskVeto[];
  /** Of every rule that was asked. */
  readonly limits: RiskLimits;
}

export const DEFAULT_LIMITS: RiskLimits = Object.fromEntries(RISK_RULES.map((rule) => [rule.name, rule.defaultLimit]));

/**
 * What the rules say about an order. Any of them can stop it; all of those that do are named, with what they measured.
 *
 * @example judge(order, state, { ...DEFAULT_LIMITS, 'daily-loss': 50 }).reasons // [{ rule: 'daily-loss', limit: 50, measured: 61.2 }]
 */
export function judge(order: ProposedOrder, state: RiskState, limits: RiskLimits = DEFAULT_LIMITS): RiskAnswer {
  const asked = RISK_RULES.filter(({ applies }) => applies === 'every order' || order.intent === 'entry');
  const reasons = asked
    .map((rule) => ({ rule, limit: limitOf(rule, limits), measured: rule.measure(order, state) }))
    .filter(({ rule, limit, measured }) => !isAllowed(rule, measured, limit))
    .map(({ rule, limit, measured }) => ({ rule: rule.name, limit, measured }));
  return { ok: reasons.length === 0, reasons, limits };
}

/** Throws `input.invalid` for a limit that no rule has or that is not a number. */
export function limitsFrom(changes: RiskLimits): RiskLimits {
  for (const [name, limit] of Object.entries(changes)) {
    if (!(name in DEFAULT_LIMITS) || Number.isNaN(limit)) {
      const known = Object.keys(DEFAULT_LIMITS).join(', ');
      throw new AlmanacError('input.invalid', `"${name}: ${limit}" is no risk limit; there are ${known}.`, { name });
    }
  }
  return { ...DEFAULT_LIMITS, ...changes };
}

function limitOf({ name, defaultLimit }: RiskRule, limits: RiskLimits): number {
  return limits[name] ?? defaultLimit;
}

function isAllowed({ blocks }: RiskRule, measured: number, limit: number): boolean {
  switch (blocks) {
    case 'above':
      return measured <= limit;
    case 'from':
      return measured < limit;
    case 'below':
      return measured >= limit;
    default:
      return blocks satisfies never;
  }
}
