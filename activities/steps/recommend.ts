import type { PublishedForecast } from '../../domain/ensemble/published.ts';
import type { DerivativesSnapshot } from '../../domain/market/sources.ts';
import type { RegimeVerdict } from '../../domain/regime/regime.ts';
import type { TradePlan } from '../../domain/trade/card.ts';
import type { Recommendation } from '../../domain/trade/recommend.ts';
import { HANDOVER, type SourcesHandover } from '../parts.ts';
import { historyOf } from '../prices.ts';
import { type Built, jsonFile, type Step } from '../step.ts';
import { DERIVATIVES, snapshotOf } from './ingest.ts';

export const recommend: Step = {
  name: 'recommend',
  async build({ ports, request, inputs }): Promise<Built> {
    const { sources } = await inputs.json<SourcesHandover>(HANDOVER.sources);
    const derivatives = await snapshotOf<DerivativesSnapshot>(inputs, DERIVATIVES);
    const recommendation = await ports.compute.run<Recommendation>(
      'recommend',
      {
        history: await historyOf(inputs, request),
        forecasts: await inputs.json<PublishedForecast[]>(HANDOVER.forecasts),
        settings: request.cards,
        regime: await inputs.json<RegimeVerdict>(HANDOVER.regime),
        sourcesDegraded: sources.some(({ status }) => status === 'degraded'),
        fundingRate: derivatives?.fundingRate ?? null,
        seed: request.seed,
      },
      { timeoutMs: 30_000 },
    );
    const { card, shadow } = recommendation;
    return {
      files: [jsonFile(HANDOVER.card, recommendation)],
      rows: [
        { table: 'trade_cards', rows: [planRow('shadow-long', shadow.long), planRow('shadow-short', shadow.short)] },
      ],
      summary: `${card.considered} candidates, best ${(card.bestExpectedValue * 1e4).toFixed(1)} bp ± ${(card.bestExpectedValueSe * 1e4).toFixed(1)}`,
    };
  },
};

/** A plan as a row of `trade_cards`. */
export function planRow(card: string, plan: TradePlan) {
  return {
    card,
    action: plan.side,
    market: plan.market,
    entry: plan.entry,
    stop: plan.stop,
    targets: plan.targets,
    leverage: plan.leverage,
    quantity: plan.quantity,
    risk_quote: plan.riskQuote,
    valid_until_ms: plan.validUntil,
    time_exit_at_ms: plan.timeExitAt,
    expected_value: plan.expectedValue,
    expected_value_se: plan.expectedValueSe,
  };
}
