/** From the words of a person to a plan, or a refusal that says which word is wrong. */
import { AlmanacError } from '../../domain/errors.ts';
import { checkSlotPlan } from '../../domain/market/slots.ts';
import { typedSymbol } from '../../domain/market/symbols.ts';
import { typedMoment } from '../../domain/market/typed-moment.ts';
import { type EvaluationPlan, PLANNED_SHARES, type PlannedShares } from './plan.ts';

export interface PlanArguments {
  readonly symbol: string;
  readonly from: string;
  readonly to: string;
  /** `00:00,12:00` */
  readonly slots: string;
  readonly zone: string;
  /** `4h,12h,24h` */
  readonly horizons: string;
  readonly every: string;
  readonly seed: string;
  readonly threads: string;
  readonly shares: string;
}

const MOST_THREADS = 64;

/** Throws `input.invalid`, `input.unknown-symbol`, and `config.invalid` for slots or zone. */
export function readPlan(given: PlanArguments): { readonly plan: EvaluationPlan; readonly threads: number } {
  const from = typedMoment('--from', given.from);
  const to = typedMoment('--to', given.to);
  if (from >= to) throw wrong('--to', given.to, `it must lie after --from=${given.from}`);
  const plan = {
    symbol: typedSymbol(given.symbol),
    from,
    to,
    slots: given.slots.split(',').map((slot) => slot.trim()),
    zone: given.zone,
    horizonsHours: horizonsOf(given.horizons),
    every: countOf('--every', given.every, 10_000),
    seed: seedOf(given.seed),
    shares: sharesOf(given.shares),
  };
  checkSlotPlan(plan, new Date(from).getUTCFullYear());
  return { plan, threads: countOf('--threads', given.threads, MOST_THREADS) };
}

/** Ascending, at most a day each: what is learned looks back as far as a day's outcome allows. */
function horizonsOf(text: string): number[] {
  const hours = text.split(',').map((item) => Number(/^(\d{1,2})h?$/.exec(item.trim())?.[1] ?? Number.NaN));
  const known = hours.every((hour) => hour >= 1 && hour <= 24);
  if (!known || new Set(hours).size !== hours.length) {
    throw wrong('--horizons', text, 'it must be different hours from 1h to 24h, e.g. 4h,12h,24h');
  }
  return hours.sort((a, b) => a - b);
}

function countOf(flag: string, text: string, most: number): number {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= most) return count;
  throw wrong(flag, text, `it must be a whole number from 1 to ${most}`);
}

function seedOf(text: string): string {
  if (/^\d{1,15}$/.test(text)) return text;
  throw wrong('--seed', text, 'it must be a whole number of at most 15 digits');
}

function sharesOf(text: string): PlannedShares {
  const known = PLANNED_SHARES.find((shares) => shares === text);
  if (known) return known;
  throw wrong('--shares', text, `it must be one of ${PLANNED_SHARES.join(', ')}`);
}

function wrong(flag: string, text: string, what: string): AlmanacError {
  return new AlmanacError('input.invalid', `${flag}=${text} cannot be used: ${what}.`, { flag, given: text });
}
