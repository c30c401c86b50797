import type { PublishedForecast } from '../../domain/ensemble/published.ts';
import type { Outlook } from '../../domain/scenarios/outlook.ts';
import { HANDOVER } from '../parts.ts';
import { historyOf } from '../prices.ts';
import { type Built, jsonFile, type Step, tableFile } from '../step.ts';

export const scenarios: Step = {
  name: 'scenarios',
  async build({ ports, request, inputs }): Promise<Built> {
    const history = await historyOf(inputs, request);
    const published = await inputs.json<PublishedForecast[]>(HANDOVER.forecasts);
    const outlook = await ports.compute.run<Outlook>(
      'outlook',
      { history, published, seed: request.seed },
      { timeoutMs: 20_000 },
    );
    const { upper, lower, deadline } = outlook.frame;
    const table = {
      columns: [
        { name: 'scenario', type: 'utf8' as const, values: outlook.scenarios.map(({ id }) => id) },
        {
          name: 'probability_per_10k',
          type: 'int64' as const,
          values: outlook.scenarios.map(({ probabilityPer10k }) => probabilityPer10k),
        },
      ],
    };
    return {
      files: [jsonFile(HANDOVER.scenarios, outlook), await tableFile('scenarios.parquet', table, ports)],
      rows: [
        {
          table: 'scenarios',
          rows: outlook.scenarios.map(({ id, event, probabilityPer10k }) => ({
            scenario: id,
            event,
            probability_per_10k: probabilityPer10k,
            upper_price: upper,
            lower_price: lower,
            deadline_ms: deadline,
          })),
        },
      ],
      summary: `barriers ${lower} and ${upper}`,
    };
  },
};
