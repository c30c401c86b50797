import { AlmanacError } from '../errors.ts';
import type { EpochMs } from './candles.ts';
import { dayText } from './moments.ts';

/** A day, or a moment with its offset, as a person types it behind a flag. Throws `input.invalid`. @example typedMoment('--from', '2019-01-01') */
export function typedMoment(flag: string, text: string): EpochMs {
  const whole = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
  const at = whole ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at) && (text.length !== 10 || dayText(at) === text)) return at;
  throw new AlmanacError(
    'input.invalid',
    `${flag}=${text} cannot be used: it must be a day like 2019-01-01, or a moment like 2019-01-01T12:00Z.`,
    { flag, given: text },
  );
}
