/** From the words of a person to a plan, or a refusal that says which word is wrong. */
import { recipeId, recipeOf } from '../../domain/ensemble/recipe.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { FIVE_MINUTES_MS, HOUR_MS } from '../../domain/market/candles.ts';
import { checkSlotPlan } from '../../domain/market/slots.ts';
import { typedSymbol } from '../../domain/market/symbols.ts';
import { typedMoment } from '../../domain/market/typed-moment.ts';
import { type EvaluationPlan, TRIGGERED } from './plan.ts';

export interface PlanArguments {
  readonly symbol: string;
  readonly from: string;
  readonly to: string;
  /** `00:00,12:00`; for horizons in minutes also `triggered`. */
  readonly slots: string;
  readonly zone: string;
  /** `4h,12h,24h`, or minutes: `30m,60m` */
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
  const horizons = horizonsOf(given.horizons);
  const plan = {
    symbol: typedSymbol(given.symbol),
    from,
    to,
    slots: given.slots.split(',').map((slot) => slot.trim()),
    zone: given.zone,
    ...horizons,
    every: countOf('--every', given.every, 10_000),
    seed: seedOf(given.seed),
    ...sharesOf(given.shares),
  };
  checkSlots(plan);
  if (plan.sharesByRegime && plan.barMs !== HOUR_MS) {
    throw wrong('--shares', given.shares, 'regimes are told from hours, so ask for horizons in hours');
  }
  return { plan, threads: countOf('--threads', given.threads, MOST_THREADS) };
}

/** Ascending, at most a day each: what is learned looks back as far as a day's outcome allows. */
function horizonsOf(text: string): Pick<EvaluationPlan, 'barMs' | 'horizonsHours'> {
  const items = text.split(',').map((item) => item.trim());
  const inMinutes = items.every((item) => item.endsWith('m'));
  const hours = items.map(inMinutes ? minutesOf : hoursOf);
  if (hours.some(Number.isNaN) || new Set(hours).size !== hours.length) {
    const what = 'it must be different hours from 1h to 24h, e.g. 4h,12h,24h, or 30m and 60m, but not both kinds';
    throw wrong('--horizons', text, what);
  }
  return { barMs: inMinutes ? FIVE_MINUTES_MS : HOUR_MS, horizonsHours: hours.sort((a, b) => a - b) };
}

function hoursOf(item: string): number {
  const hours = Number(/^(\d{1,2})h?$/.exec(item)?.[1] ?? Number.NaN);
  return hours >= 1 && hours <= 24 ? hours : Number.NaN;
}

/** The horizons of triggered releases. */
function minutesOf(item: string): number {
  return { '30m': 0.5, '60m': 1 }[item] ?? Number.NaN;
}

function checkSlots(plan: EvaluationPlan): void {
  const times = plan.slots.filter((slot) => slot !== TRIGGERED);
  if (times.length < plan.slots.length && plan.barMs === HOUR_MS) {
    throw wrong('--slots', plan.slots.join(), 'triggers are for horizons of 30m and 60m');
  }
  if (times.length > 0) checkSlotPlan({ ...plan, slots: times }, new Date(plan.from).getUTCFullYear());
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

function sharesOf(text: string): Pick<EvaluationPlan, 'recipe' | 'sharesByRegime'> {
  switch (text) {
    case 'own':
    case 'stacked':
      return { recipe: recipeId(recipeOf({ stacking: text === 'stacked' })) };
    case 'by-regime':
      return { sharesByRegime: true };
    default:
      throw wrong('--shares', text, 'it must be one of own, stacked, by-regime');
  }
}

function wrong(flag: string, text: string, what: string): AlmanacError {
  return new AlmanacError('input.invalid', `${flag}=${text} cannot be used: ${what}.`, { flag, given: text });
}
