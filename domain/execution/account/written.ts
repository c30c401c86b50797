/** Events and states as text and back: decimals are marked as such and keep every digit. */
import { Decimal } from 'decimal.js';
import { Money } from '../../accounting/money.ts';
import { AlmanacError } from '../../errors.ts';
import type { PaperEvent } from '../paper/events.ts';
import type { AccountEvent } from './events.ts';
import type { AccountSettings, AccountState } from './state.ts';

type Written = AccountEvent | AccountState | AccountSettings | PaperEvent;

/** @example written({ type: 'rung-begun', quantity: new Money('0.10') }) // '{"type":"rung-begun","quantity":{"decimal":"0.1"}}' */
export function written(value: Written): string {
  return JSON.stringify(value, mark);
}

/** What `written` wrote. Throws `store.corrupt` for a text that it did not. */
export function readWritten<T extends Written>(text: string): T {
  try {
    return JSON.parse(text, unmark) as T;
  } catch (failure) {
    throw new AlmanacError(
      'store.corrupt',
      `An event of an account cannot be read: ${(failure as Error).message}. Restore the database from a backup; nothing is traded meanwhile.`,
      { text: text.slice(0, 120) },
      { cause: failure },
    );
  }
}

/** Decimals have turned themselves into text when a replacer is asked; what they were is still with their owner. */
function mark(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  const own = this[key];
  if (Decimal.isDecimal(own)) return { decimal: own.valueOf() };
  if (typeof own === 'number' && !Number.isFinite(own)) return { number: String(own) };
  return value;
}

function unmark(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const [only, ...more] = Object.entries(value);
  if (more.length > 0 || only === undefined || typeof only[1] !== 'string') return value;
  if (only[0] === 'decimal') return new Money(only[1]);
  return only[0] === 'number' ? Number(only[1]) : value;
}
