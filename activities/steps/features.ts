import type { Feature } from '../../domain/features/feature.ts';
import type { DerivativesSnapshot, OrderBookSnapshot } from '../../domain/market/sources.ts';
import { historyOf } from '../prices.ts';
import { type Built, type Step, tableFile } from '../step.ts';
import { DERIVATIVES, ORDER_BOOK, snapshotOf } from './ingest.ts';

export const features: Step = {
  name: 'features',
  async build({ ports, request, inputs }): Promise<Built> {
    const found = await ports.compute.run<Feature[]>(
      'features',
      {
        history: await historyOf(inputs, request),
        slot: request.slot.replace(/-\d+$/, ''),
        zone: request.zone,
        orderBook: await snapshotOf<OrderBookSnapshot>(inputs, ORDER_BOOK),
        derivatives: await snapshotOf<DerivativesSnapshot>(inputs, DERIVATIVES),
      },
      { timeoutMs: 20_000 },
    );
    const table = {
      columns: [
        { name: 'name', type: 'utf8' as const, values: found.map(({ name }) => name) },
        { name: 'family', type: 'utf8' as const, values: found.map(({ family }) => family) },
        { name: 'value', type: 'double' as const, values: found.map(({ value }) => value) },
        { name: 'reason', type: 'utf8' as const, values: found.map(({ reason }) => reason) },
      ],
    };
    const missing = found.filter(({ value }) => value === null).length;
    return {
      files: [await tableFile('features.parquet', table, ports)],
      rows: [
        {
          table: 'features_snapshot',
          rows: found.map(({ name, family, value, reason }) => ({ name, family, value, reason })),
        },
      ],
      summary: `${found.length - missing} features${missing > 0 ? `, ${missing} not available` : ''}`,
    };
  },
};
