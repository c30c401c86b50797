/** The words of the command, read whole. */
import { AlmanacError } from '../../domain/errors.ts';
import type { CampaignRequest } from './campaign.ts';

export interface CampaignArguments {
  readonly seeds: string;
  readonly seed?: string;
  readonly plans: string;
  readonly without: string;
}

/** Throws `input.invalid` for a number that is none and a fault that does not exist. */
export function readRequest<Fault extends string>(
  { seeds, seed, plans, without }: CampaignArguments,
  faults: readonly Fault[],
): CampaignRequest<Fault> {
  const named = (name: string) => faultNamed(name, faults);
  return {
    seeds: wholeNumber('seeds', seeds),
    seed: seed === undefined ? null : wholeNumber('seed', seed),
    scenario: { plans: wholeNumber('plans', plans), without: without.split(',').filter(Boolean).map(named) },
  };
}

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new AlmanacError('input.invalid', `--${option}=${text} is no whole number from 1 on.`, { [option]: text });
}

function faultNamed<Fault extends string>(name: string, faults: readonly Fault[]): Fault {
  const found = faults.find((fault) => fault === name);
  if (found !== undefined) return found;
  throw new AlmanacError('input.invalid', `There is no fault called "${name}"; there are ${faults.join(', ')}.`, {
    name,
  });
}
