/** The last look at the card; any veto makes it NO-TRADE. */
import type { PublishedForecast } from '../../domain/ensemble/published.ts';
import type { OrderBookSnapshot } from '../../domain/market/sources.ts';
import type { TradeCard } from '../../domain/trade/card.ts';
import { DEFAULT_COSTS } from '../../domain/trade/settings.ts';
import { applyVerdict, verifyCard } from '../../domain/trade/verify.ts';
import { type CardHandover, HANDOVER } from '../parts.ts';
import { historyOf } from '../prices.ts';
import { type Built, jsonFile, type Step } from '../step.ts';
import { ORDER_BOOK, snapshotOf } from './ingest.ts';
import { planRow } from './recommend.ts';

export const verify: Step = {
  name: 'verify',
  async build({ request, inputs }): Promise<Built> {
    const { card } = await inputs.json<CardHandover>(HANDOVER.card);
    const vetoes = card.plan
      ? verifyCard(card.plan, {
          now: request.cutoff,
          history: await historyOf(inputs, request),
          forecasts: await inputs.json<PublishedForecast[]>(HANDOVER.forecasts),
          settings: request.cards,
          costs: DEFAULT_COSTS,
          book: await snapshotOf<OrderBookSnapshot>(inputs, ORDER_BOOK),
          news: [],
        })
      : [];
    const verdict = applyVerdict(card, vetoes);
    return {
      files: [jsonFile(HANDOVER.verdict, verdict)],
      rows: [{ table: 'trade_cards', rows: [adviceRow(verdict)] }],
      summary: `${verdict.action}${verdict.action === 'NO-TRADE' ? `: ${[...verdict.reasons, ...vetoes].join(', ')}` : ''}`,
    };
  },
};

function adviceRow({ action, reasons, vetoes, plan, considered, bestExpectedValue, bestExpectedValueSe }: TradeCard) {
  return {
    ...(plan && planRow('advice', plan)),
    card: 'advice',
    action,
    reasons,
    vetoes,
    considered,
    expected_value: bestExpectedValue,
    expected_value_se: bestExpectedValueSe,
  };
}
