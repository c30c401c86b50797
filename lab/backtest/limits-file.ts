import { readFileSync } from 'node:fs';
import { AlmanacError } from '../../domain/errors.ts';
import { DEFAULT_LIMITS, limitsFrom, type RiskLimits } from '../../domain/risk/judge.ts';
import { NO_LIMITS } from './risk-record.ts';

/** The word that stands for the limits that accounts have where nobody sets any. */
export const DEFAULT = 'default';

/**
 * Risk limits from a JSON file `{"max-drawdown": 0.3, …}`; a rule that it does not name stays at infinity. Throws
 * `input.unreadable-file`, and `input.invalid` for a rule that does not exist.
 */
export function readLimits(path: string): RiskLimits {
  if (path === DEFAULT) return DEFAULT_LIMITS;
  const limits = parsed(path);
  limitsFrom(limits);
  return { ...NO_LIMITS, ...limits };
}

function parsed(path: string): RiskLimits {
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isLimits(found)) return found;
  } catch (cause) {
    throw unreadable(path, String(cause), cause);
  }
  throw unreadable(path, 'it must be an object of numbers, e.g. {"max-drawdown": 0.3}');
}

function isLimits(found: unknown): found is RiskLimits {
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return false;
  return Object.values(found).every((limit) => typeof limit === 'number');
}

function unreadable(path: string, what: string, cause?: unknown): AlmanacError {
  return new AlmanacError(
    'input.unreadable-file',
    `The limits in ${path} cannot be read: ${what}.`,
    { path },
    { cause },
  );
}
