import type { Queryable, Row, SqlValue } from '../../activities/ports.ts';

/** Sends one statement; without values several statements may stand in one text, and the last one's rows come back. */
export type Send = (sql: string, values?: readonly SqlValue[]) => Promise<Row[]>;

/**
 * Runs the work of a transaction. PostgreSQL turns the commit of a transaction in which a statement failed into a
 * rollback without saying so: work that swallowed such a failure fails here.
 */
export async function insideTransaction<T>(send: Send, work: (inside: Queryable) => Promise<T>): Promise<T> {
  const failures: unknown[] = [];
  const result = await work({
    query: async <R extends Row>(sql: string, values?: readonly SqlValue[]) => {
      try {
        return (await send(sql, values)) as R[];
      } catch (failure) {
        failures.push(failure);
        throw failure;
      }
    },
  });
  if (failures.length > 0) throw failures[0];
  return result;
}

/** What a lost connection leaves behind a single statement outside a transaction: only reading certainly does nothing. */
export function worldAfter(sql: string): 'nothing-happened' | 'unknown' {
  return /^\s*select\b/i.test(sql) ? 'nothing-happened' : 'unknown';
}
