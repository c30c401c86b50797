/** Every member on one history, each in a thread of its own with a time limit; one that cannot is dropped and named. */
import type { MemberAnswer } from '../domain/ensemble/combine.ts';
import { AlmanacError } from '../domain/errors.ts';
import type { History } from '../domain/market/history.ts';
import { isNotEnough, type NotEnough, type QuantileForecast } from '../domain/models/model.ts';
import { MODELS } from '../domain/models/registry.ts';
import type { Learned } from './learned.ts';
import type { Compute, ReleaseRequest } from './ports.ts';

const MEMBER_WITHIN_MS = 10_000;

/** A member's answers, one per horizon asked. `broke`: it timed out or crashed, which another run need not. */
export type MembersHandover = readonly (MemberAnswer & { readonly horizonHours: number; readonly broke?: true })[];

export interface MembersQuestion {
  readonly history: History;
  readonly learned: Learned['members'];
  readonly request: Pick<ReleaseRequest, 'horizonsHours' | 'seed'>;
  /** Absent: every member. */
  readonly only?: ReadonlySet<string>;
}

/** `before`: what broke once, in a replay; it is not asked again. */
export async function askMembers(
  compute: Compute,
  { history, learned, request, only }: MembersQuestion,
  before: MembersHandover = [],
): Promise<MembersHandover> {
  const asked = only ? MODELS.filter(({ name }) => only.has(name)) : MODELS;
  const answers = await Promise.all(
    asked.map((model) => {
      const broken = before.filter((answer) => answer.broke && answer.model === model.name);
      return broken.length > 0 ? broken : askMember(compute, model, history, learned[model.name], request);
    }),
  );
  return answers.flat();
}

async function askMember(
  compute: Compute,
  { name: model, version }: (typeof MODELS)[number],
  history: History,
  learned: Learned['members'][string] | undefined,
  { horizonsHours, seed }: MembersQuestion['request'],
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
