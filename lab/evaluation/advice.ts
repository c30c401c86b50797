/** The cards that releases would have had over a span: the forecasts of the evaluation of the same words, and what was kept of it. */
import type { AdvisedRow, AdviceSettings } from './advise-block.ts';
import type { EvaluationRequest } from './evaluate.ts';
import { jobsOf } from './jobs.ts';
import { loadCandles } from './load.ts';
import { partName, Parts } from './parts.ts';
import { adviceCode } from './source-hash.ts';
import type { Job } from './thread.ts';
import { type Crewed, partsFolderIn, workOff } from './work-off.ts';

type Advise = Extract<Job, { kind: 'advise' }>;

export interface AdviceRequest extends Omit<Crewed, 'blocks'>, Pick<EvaluationRequest, 'files' | 'out'> {
  readonly cards: AdviceSettings['cards'];
  readonly funding: AdviceSettings['funding'];
}

/** In time. `out`: the folder of the evaluation; pieces that it lacks are made and kept there. */
export async function advice(request: AdviceRequest): Promise<AdvisedRow[]> {
  const { plan, cards, funding } = request;
  const loaded = await loadCandles(request.files, plan);
  for (const finding of loaded.findings) request.tell(finding);
  const partsFolder = partsFolderIn(request.out);
  const parts = new Parts(partsFolder);
  const { walks, issues } = jobsOf(plan, loaded.triggers, loaded.hash);
  const settings = { cards, funding, seed: plan.seed };
  const code = adviceCode();
  const dependsOn = [code, cards, plan.seed, funding && [...funding.at, ...funding.values]];
  const advises = issues.map(({ part }): Advise => {
    const called = part.slice(0, -'-0123456789abcdef.part'.length).replace('releases', 'cards');
    return { kind: 'advise', part: partName(called, [...dependsOn, part]), issued: part, settings };
  });
  const missing = issues.filter(({ part }) => !parts.has(part));
  const walked = missing.length === 0 ? [] : walks;
  await workOff([walked, missing, advises], parts, { ...request, blocks: [], loaded, partsFolder });
  return advises.flatMap(({ part }) => parts.read<AdvisedRow[]>(part));
}
