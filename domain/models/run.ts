/** Members by name, as worker threads ask for them. */
import { AlmanacError } from '../errors.ts';
import type { History } from '../market/history.ts';
import { askForecast, askParameters } from './ask.ts';
import type { Model, NotEnough, QuantileForecast } from './model.ts';
import { MODELS } from './registry.ts';

/**
 * Parameters of a member from the history up to its cutoff (plain JSON), or why there are none.
 *
 * Throws `input.invalid` for an unknown name, `data.wrong-bar-length` for bars it does not work on, `model.failed` and
 * `model.invalid-output` for a member that the release goes on without.
 */
export function estimateMember(name: string, history: History, seed: string): unknown {
  return askParameters(modelNamed(name), history, seed);
}

/**
 * Forecasts of a member at the history's cutoff, in the order of the horizons, or why there are none: log-returns on
 * LEVELS, shape (103), finite, never falling. Throws as `estimateMember`.
 *
 * @example forecastMember('har', history, estimateMember('har', history, '7'), [4, 12, 24], '7')
 */
export function forecastMember(
  name: string,
  history: History,
  parameters: unknown,
  horizonsBars: readonly number[],
  seed: string,
): QuantileForecast[] | NotEnough {
  return askForecast(modelNamed(name), history, parameters, horizonsBars, seed);
}

function modelNamed(name: string): Model {
  const model = MODELS.find((candidate) => candidate.name === name);
  if (model) return model;
  const names = MODELS.map((candidate) => candidate.name).join(', ');
  throw new AlmanacError('input.invalid', `There is no model "${name}"; ask for one of ${names}.`, { name });
}
