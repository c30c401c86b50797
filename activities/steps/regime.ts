import type { RegimeVerdict } from '../../domain/regime/regime.ts';
import { learnedOf } from '../learned.ts';
import { HANDOVER } from '../parts.ts';
import { historyOf } from '../prices.ts';
import { type Built, jsonFile, type Step, tableFile } from '../step.ts';

export const regime: Step = {
  name: 'regime',
  async build({ ports, request, inputs }): Promise<Built> {
    const history = await historyOf(inputs, request);
    const { regime: parameters } = await learnedOf(inputs);
    const verdict = await ports.compute.run<RegimeVerdict>(
      'detect-regime',
      { history, parameters },
      { timeoutMs: 20_000 },
    );
    const { confidence, probabilities, since, evidence } = verdict;
    const names = Object.keys(probabilities);
    const table = {
      columns: [
        { name: 'regime', type: 'utf8' as const, values: names },
        { name: 'probability', type: 'double' as const, values: Object.values(probabilities) },
      ],
    };
    return {
      files: [jsonFile(HANDOVER.regime, verdict), await tableFile('regime.parquet', table, ports)],
      rows: [
        { table: 'regimes', rows: [{ regime: verdict.regime, confidence, probabilities, since_ms: since, evidence }] },
      ],
      summary: `${verdict.regime}, ${Math.round(confidence * 100)} %`,
    };
  },
};
