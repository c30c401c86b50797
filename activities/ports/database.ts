/** The database under the stores. */
export type SqlValue = string | number | boolean | null | Date | Uint8Array | readonly SqlValue[];

export type Row = Record<string, unknown>;

export interface Queryable {
  /** `$1 …` placeholders; rows with int8 as number, numeric as string, jsonb parsed, timestamptz as Date. */
  query<R extends Row = Row>(sql: string, values?: readonly SqlValue[]): Promise<R[]>;
}

/** PostgreSQL, or PGlite in this process: one port, one contract suite. */
export interface Database extends Queryable, AsyncDisposable {
  readonly kind: 'postgres' | 'pglite';
  transaction<T>(work: (inside: Queryable) => Promise<T>): Promise<T>;
  /** Several statements without parameters, for migrations. */
  execute(sql: string): Promise<void>;
  check(): Promise<void>;
}
