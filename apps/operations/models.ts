/** `models list | show`: what the registry says, checked against the code and the learned objects. */
import type { Ports, RegistryFilter } from '../../activities/ports.ts';
import { parseLearned } from '../../activities/learned.ts';
import { parametersSha256 } from '../../activities/registry-rows.ts';
import { ENSEMBLE, type RegisteredModel } from '../../domain/ensemble/registered.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { RegistryEntry } from '../../domain/report/model-entry.ts';
import type { TrialReport } from '../../domain/ledger/trial-text.ts';
import type { RegistryListing } from '../../domain/report/model-list.ts';
import { readTrials } from './trials.ts';

export interface ModelsListing extends RegistryListing {
  /** What is tried beside releases. */
  readonly trials: readonly TrialReport[];
}

export type ModelsFilter = Pick<RegistryFilter, 'symbol' | 'source'>;

export async function listModels(ports: Ports, filter: ModelsFilter): Promise<ModelsListing> {
  const { stores } = ports;
  const models = await stores.registry.newest(filter);
  const ensembles = models.filter(({ member }) => member === ENSEMBLE);
  const watches = await Promise.all(ensembles.map(({ learnedKey }) => stores.registry.watches(learnedKey)));
  return { models, watches: watches.flat(), trials: await readTrials(ports, filter) };
}

/** One entry per market. @throws AlmanacError store.corrupt where the learned object is not what was registered */
export async function showModel(
  ports: Ports,
  { name, ...filter }: ModelsFilter & { name: string },
): Promise<RegistryEntry[]> {
  const models = await ports.stores.registry.newest(filter);
  const entries = models.filter(({ member }) => member === name);
  if (entries.length === 0) {
    const names = [...new Set(models.map(({ member }) => member))].join(', ') || 'nothing';
    throw new AlmanacError('input.invalid', `No model "${name}" is registered; there is ${names}.`, { name });
  }
  return await Promise.all(entries.map(async (entry) => ({ ...entry, parameters: await parametersOf(ports, entry) })));
}

async function parametersOf({ objects }: Ports, entry: RegisteredModel): Promise<unknown> {
  if (entry.parametersSha256 === null) return null;
  const { learnedKey: key, member, parametersSha256: registered } = entry;
  const learned = parseLearned(key, await objects.get(key));
  const state = member === ENSEMBLE ? { parameters: learned.ensemble } : learned.members[member];
  const parameters = state && 'parameters' in state ? state.parameters : null;
  const found = parametersSha256(parameters);
  if (found === registered) return parameters;
  throw new AlmanacError(
    'store.corrupt',
    `The parameters of ${member} in ${key} hash to ${found}, registered was ${registered}. Restore the object from a backup, or remove it and run "npm run retrain".`,
    { key, member, found, registered },
  );
}
