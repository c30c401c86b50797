/** Who trades what: the advice in one account, the two shadow cards in one each, because an account holds one position. */
import type { MarketSteps } from '../../../domain/accounting/steps.ts';
import { fitToEquity } from '../../../domain/execution/account/fit-to-equity.ts';
import { planOfCard } from '../../../domain/execution/account/plan-of-card.ts';
import { releaseId } from '../../../domain/ledger/release-id.ts';
import type { EpochMs } from '../../../domain/market/candles.ts';
import type { TradePlan } from '../../../domain/trade/card.ts';
import type { AdvisedRow } from '../../evaluation/advise-block.ts';
import type { Schedule } from '../executor/run-executor.ts';

export interface CardAccount {
  readonly accountId: string;
  /** By the decision, at whose close it is heard. */
  readonly cards: ReadonlyMap<EpochMs, OfferedCard>;
}

export interface OfferedCard {
  readonly planId: string;
  readonly plan: TradePlan;
}

/** @example accountsOf(rows, 'BTC/USDT', true).map(({ accountId }) => accountId) // ['shadow-long', 'shadow-short'] */
export function accountsOf(rows: readonly AdvisedRow[], symbol: string, shadow: boolean): CardAccount[] {
  const account = (accountId: string, planIn: (row: AdvisedRow) => TradePlan | null | undefined): CardAccount => ({
    accountId,
    cards: new Map(
      rows.flatMap((row): (readonly [EpochMs, OfferedCard])[] => {
        const plan = planIn(row);
        const planId = `${releaseId(symbol, row.decision, 'backtest')}/${accountId}`;
        return plan ? [[row.decision, { planId, plan }]] : [];
      }),
    ),
  });
  if (!shadow) return [account('cards', ({ card }) => card?.plan)];
  return [account('shadow-long', (row) => row.shadow?.long), account('shadow-short', (row) => row.shadow?.short)];
}

export interface Sizing {
  readonly steps: MarketSteps;
  /** Equity that the cards were sized for; an account that has less takes less of them. */
  readonly sizedForQuote: number;
  /** Fraction of the price. */
  readonly expectedSlippage: number;
}

export function scheduleOf(cards: CardAccount['cards'], { steps, sizedForQuote, expectedSlippage }: Sizing): Schedule {
  return (close, equityQuote) => {
    const card = cards.get(close);
    if (card === undefined) return [];
    const plan = fitToEquity(card.plan, { equityQuote, sizedForQuote });
    return [{ kind: 'plan', plan: planOfCard({ planId: card.planId, plan, vetoes: [] }, steps), expectedSlippage }];
  };
}
