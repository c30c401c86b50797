import { MODELS } from '../../domain/models/registry.ts';
import { LEVELS } from '../../domain/numeric/levels.ts';
import { askMembers, type MembersHandover } from '../ask-members.ts';
import { learnedOf } from '../learned.ts';
import { HANDOVER } from '../parts.ts';
import type { Table } from '../ports.ts';
import { historyOf } from '../prices.ts';
import { type Built, jsonFile, type Step, tableFile } from '../step.ts';

export const models: Step = {
  name: 'models',
  async build({ ports, request, inputs, recorded }): Promise<Built> {
    const history = await historyOf(inputs, request);
    const { members: learned } = await learnedOf(inputs);
    const before = await recorded?.json<MembersHandover>(HANDOVER.members);
    const members = await askMembers(ports.compute, { history, learned, request }, before);
    const dropped = new Set(members.filter(({ quantiles }) => quantiles === null).map(({ model }) => model));
    return {
      files: [jsonFile(HANDOVER.members, members), await tableFile('members.parquet', tableOf(members), ports)],
      rows: [{ table: 'model_forecasts', rows: members.map(rowOf) }],
      summary: `${MODELS.length - dropped.size} of ${MODELS.length} models answered${dropped.size > 0 ? `, without ${[...dropped].join(', ')}` : ''}`,
    };
  },
};

function rowOf({ model, version, horizonHours, quantiles, droppedReason }: MembersHandover[number]) {
  return {
    horizon_hours: horizonHours,
    model,
    version,
    quantiles: quantiles && Array.from(quantiles),
    dropped_reason: droppedReason,
  };
}

/** Long form: one row per member, horizon and level. */
function tableOf(members: MembersHandover): Table {
  const rows = members.flatMap(({ model, horizonHours, quantiles }) =>
    quantiles ? LEVELS.map((level, i) => ({ model, horizonHours, level, value: quantiles[i] })) : [],
  );
  return {
    columns: [
      { name: 'model', type: 'utf8', values: rows.map((row) => row.model) },
      { name: 'horizon_hours', type: 'int64', values: rows.map((row) => row.horizonHours) },
      { name: 'level', type: 'double', values: rows.map((row) => row.level) },
      { name: 'log_return', type: 'double', values: rows.map((row) => row.value) },
    ],
  };
}
