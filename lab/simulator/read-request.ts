/** The words of the command, read whole. */
import { AlmanacError } from '../../domain/errors.ts';
import type { CampaignRequest } from './campaign.ts';
import { FAULTS, type FaultName } from './faults.ts';

export interface CampaignArguments {
  readonly seeds: string;
  readonly seed?: string;
  readonly plans: string;
  readonly without: string;
}

/** Throws `input.invalid` for a number that is none and a fault that does not exist. */
export function readRequest({ seeds, seed, plans, without }: CampaignArguments): CampaignRequest {
  return {
    seeds: wholeNumber('seeds', seeds),
    seed: seed === undefined ? null : wholeNumber('seed', seed),
    scenario: { plans: wholeNumber('plans', plans), without: without.split(',').filter(Boolean).map(faultNamed) },
  };
}

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new AlmanacError('input.invalid', `--${option}=${text} is no whole number from 1 on.`, { [option]: text });
}

function faultNamed(name: string): FaultName {
  const found = FAULTS.find((fault) => fault === name);
  if (found !== undefined) return found;
  throw new AlmanacError('input.invalid', `There is no fault called "${name}"; there are ${FAULTS.join(', ')}.`, {
    name,
  });
}
