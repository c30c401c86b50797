/** Every member forecasts in a thread of its own with a time limit; one that cannot is dropped and named. */
import type { MemberAnswer } from '../../domain/ensemble/combine.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { History } from '../../domain/market/history.ts';
import { isNotEnough, type NotEnough, type QuantileForecast } from '../../domain/models/model.ts';
import { MODELS } from '../../domain/models/registry.ts';
import { LEVELS } from '../../domain/numeric/levels.ts';
import { type Learned, learnedOf } from '../learned.ts';
import { HANDOVER } from '../parts.ts';
import type { Compute, ReleaseRequest, Table } from '../ports.ts';
import { historyOf } from '../prices.ts';
import { type Built, jsonFile, type Step, tableFile } from '../step.ts';

const MEMBER_WITHIN_MS = 10_000;

/** A member's answers, one per horizon asked. `broke`: it timed out or crashed, which another run need not. */
export type MembersHandover = readonly (MemberAnswer & { readonly horizonHours: number; readonly broke?: true })[];

export const models: Step = {
  name: 'models',
  async build({ ports, request, inputs, recorded }): Promise<Built> {
    const history = await historyOf(inputs, request);
    const { members: learned } = await learnedOf(inputs);
    const before = await recorded?.json<MembersHandover>(HANDOVER.members);
    const answers = await Promise.all(
      MODELS.map((model) => {
        const broken = before?.filter((answer) => answer.broke && answer.model === model.name) ?? [];
        return broken.length > 0 ? broken : askMember(ports.compute, model, history, learned[model.name], request);
      }),
    );
    const members: MembersHandover = answers.flat();
    const dropped = new Set(members.filter(({ quantiles }) => quantiles === null).map(({ model }) => model));
    return {
      files: [jsonFile(HANDOVER.members, members), await tableFile('members.parquet', tableOf(members), ports)],
      rows: [{ table: 'model_forecasts', rows: members.map(rowOf) }],
      summary: `${MODELS.length - dropped.size} of ${MODELS.length} models answered${dropped.size > 0 ? `, without ${[...dropped].join(', ')}` : ''}`,
    };
  },
};

async function askMember(
  compute: Compute,
  { name: model, version }: (typeof MODELS)[number],
  history: History,
  learned: Learned['members'][string] | undefined,
  { horizonsHours, seed }: ReleaseRequest,
): Promise<MembersHandover> {
  const dropped = (droppedReason: string) =>
    horizonsHours.map((horizonHours) => ({ model, version, horizonHours, quantiles: null, droppedReason }));
  if (!learned || 'dropped' in learned) return dropped(learned?.dropped ?? 'not part of the learned state');
  try {
    const answer = await compute.run<QuantileForecast[] | NotEnough>(
      'forecast-member',
      { name: model, history, parameters: learned.parameters, horizonsBars: horizonsHours, seed },
      { timeoutMs: MEMBER_WITHIN_MS },
    );
    if (isNotEnough(answer)) return dropped(answer.notEnough);
    return answer.map(({ horizonBars, quantiles }) => ({
      model,
      version,
      horizonHours: horizonBars,
      quantiles: Array.from(quantiles),
      droppedReason: null,
    }));
  } catch (failure) {
    if (!(failure instanceof AlmanacError)) throw failure;
    return dropped(failure.message).map((answer) => ({ ...answer, broke: true as const }));
  }
}

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
