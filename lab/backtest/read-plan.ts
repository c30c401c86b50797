/** From the words of a person to a plan, or a refusal that says which word is wrong. */
import { Money } from '../../domain/accounting/money.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { typedSymbol } from '../../domain/market/symbols.ts';
import { typedMoment } from '../../domain/market/typed-moment.ts';
import { strategyNamed } from '../../domain/strategies/registry.ts';
import { type BacktestPlan, type Conditions, type Convention, CONVENTIONS } from './plan.ts';

export interface ConditionArguments {
  readonly symbol: string;
  readonly from?: string;
  readonly to?: string;
  readonly fee: string;
  readonly spread?: string;
  readonly slippage?: string;
  readonly cash: string;
  readonly tried: string;
  readonly seed: string;
  readonly regimes?: boolean;
}

export interface PlanArguments extends ConditionArguments {
  readonly strategy: string;
  readonly convention?: string;
  readonly stopLoss?: string;
  readonly takeProfit?: string;
}

/** Spread and slippage where nobody said: none, so that anybody can recompute it. */
const NO_COSTS = { spread: '0', slippage: '0' };

/** Throws `input.invalid` and `input.unknown-symbol`. */
export function readPlan(given: PlanArguments): BacktestPlan {
  return {
    strategy: strategyNamed(given.strategy),
    convention: conventionOf(given.convention ?? CONVENTIONS[0]),
    ...readConditions(given, NO_COSTS),
    stopDistance: distanceOf('--stop-loss', given.stopLoss),
    targetDistance: distanceOf('--take-profit', given.takeProfit),
  };
}

/** `usual`: what it costs where nobody said. Throws `input.invalid` and `input.unknown-symbol`. */
export function readConditions(
  given: ConditionArguments,
  usual: { readonly spread: string; readonly slippage: string },
): Conditions {
  const from = given.from === undefined ? Number.NEGATIVE_INFINITY : typedMoment('--from', given.from);
  const to = given.to === undefined ? Number.POSITIVE_INFINITY : typedMoment('--to', given.to);
  if (from >= to) throw wrong('--to', given.to ?? '', `it must lie after --from=${given.from}`);
  return {
    symbol: typedSymbol(given.symbol),
    from,
    to,
    fee: shareOf('--fee', given.fee),
    spread: shareOf('--spread', given.spread ?? usual.spread),
    slippage: shareOf('--slippage', given.slippage ?? usual.slippage),
    startQuote: cashOf(given.cash),
    tried: countOf('--tried', given.tried),
    seed: String(countOf('--seed', given.seed)),
    regimes: given.regimes === true,
  };
}

function conventionOf(text: string): Convention {
  const known = CONVENTIONS.find((convention) => convention === text);
  if (known !== undefined) return known;
  throw wrong('--convention', text, `it must be one of ${CONVENTIONS.join(', ')}`);
}

function shareOf(flag: string, text: string): string {
  if (/^0(\.\d{1,12})?$/.test(text) && Number(text) < 0.5) return text;
  throw wrong(flag, text, 'it must be a fraction from 0 to 0.5, e.g. 0.001 for 0.1 %');
}

function distanceOf(flag: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const distance = /^\d+(\.\d{1,12})?$/.test(text) ? Number(text) : Number.NaN;
  if (distance > 0 && (distance < 1 || flag === '--take-profit')) return distance;
  throw wrong(flag, text, 'it must be a fraction of the entry price above 0, e.g. 0.02 for 2 %');
}

function cashOf(text: string): BacktestPlan['startQuote'] {
  if (/^\d{1,15}(\.\d{1,8})?$/.test(text) && Number(text) > 0) return new Money(text);
  throw wrong('--cash', text, 'it must be an amount above 0, e.g. 10000');
}

function countOf(flag: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw wrong(flag, text, 'it must be a whole number from 1 on');
}

function wrong(flag: string, text: string, what: string): AlmanacError {
  return new AlmanacError('input.invalid', `${flag}=${text} cannot be used: ${what}.`, { flag, given: text });
}
