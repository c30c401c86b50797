/** What a backtest of the cards asks for, from the words of a person. */
import { AlmanacError } from '../../../domain/errors.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { type CardSettings, DEFAULT_CARD_SETTINGS, DEFAULT_COSTS } from '../../../domain/trade/settings.ts';
import type { EvaluationPlan } from '../../evaluation/plan.ts';
import { readPlan as readEvaluation } from '../../evaluation/read-plan.ts';
import type { Conditions } from '../plan.ts';
import { type ConditionArguments, readConditions } from '../read-plan.ts';

export interface CardsPlan extends Conditions {
  /** The releases whose cards are traded. */
  readonly evaluation: EvaluationPlan;
  readonly cards: CardSettings;
  /** Whether the two shadow cards of each release are traded instead of its advice. */
  readonly shadow: boolean;
  readonly threads: number;
}

export interface CardsArguments extends ConditionArguments {
  readonly slots: string;
  readonly zone: string;
  readonly every: string;
  readonly threads: string;
  readonly market: string;
  readonly shadow?: boolean;
}

/** What the cards themselves are made for: half of the slippage of a round trip falls on each fill. */
const CARD_COSTS = { spread: String(DEFAULT_COSTS.spread), slippage: String(DEFAULT_COSTS.slippage / 2) };
const HORIZONS = '4h,12h,24h';

/** Throws `input.invalid`, `input.unknown-symbol`, and `config.invalid` for slots or zone. */
export function readCardsPlan(given: CardsArguments): CardsPlan {
  const { from, to } = given;
  if (from === undefined || to === undefined) throw withoutSpan();
  const conditions = readConditions(given, CARD_COSTS);
  const { plan: evaluation, threads } = readEvaluation({ ...given, from, to, horizons: HORIZONS, shares: 'own' });
  const longestMs = Math.max(...evaluation.horizonsHours) * HOUR_MS;
  return {
    ...conditions,
    // the cards of the last releases run on to their time exit
    to: conditions.to + longestMs,
    evaluation,
    cards: {
      ...DEFAULT_CARD_SETTINGS,
      equityQuote: conditions.startQuote.toNumber(),
      market: marketOf(given.market),
    },
    shadow: given.shadow === true,
    threads,
  };
}

function marketOf(text: string): CardSettings['market'] {
  if (text === 'spot' || text === 'perp') return text;
  throw new AlmanacError('input.invalid', `--market=${text} cannot be used: it must be spot or perp.`, { given: text });
}

function withoutSpan(): AlmanacError {
  return new AlmanacError(
    'input.invalid',
    '--strategy=cards needs --from and --to, the days between which releases are made, e.g. --from=2019-01-01 --to=2024-01-01.',
  );
}
