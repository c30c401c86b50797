/** The part of parquetjs-lite that is used here; the package has no types of its own and only a default export. */
declare module 'parquetjs-lite' {
  import type { Writable } from 'node:stream';

  export interface FieldOptions {
    readonly type: 'DOUBLE' | 'INT64' | 'UTF8' | 'BOOLEAN';
    readonly optional?: boolean;
    readonly compression?: 'UNCOMPRESSED' | 'GZIP' | 'SNAPPY';
    readonly statistics?: false;
  }

  /** One column as the shredder leaves it; `values` holds those that are there. */
  export interface ShreddedColumn {
    readonly values: readonly (number | boolean | Buffer)[];
    readonly dlevels: readonly number[];
    readonly rlevels: readonly number[];
    readonly distinct_values: Set<never>;
    readonly count: number;
  }

  /** Rows that `close` writes as one row group. */
  export interface RowBuffer {
    readonly rowCount: number;
    readonly pageRowCount: number;
    readonly columnData: Readonly<Record<string, ShreddedColumn>>;
    readonly pages: Readonly<Record<string, never[]>>;
  }

  interface ParquetWriter {
    rowBuffer: RowBuffer;
    close(): Promise<void>;
  }

  interface ParquetSchema {
    readonly schema: Readonly<Record<string, FieldOptions>>;
  }

  const parquet: {
    readonly ParquetSchema: new (fields: Readonly<Record<string, FieldOptions>>) => ParquetSchema;
    readonly ParquetWriter: {
      openStream(
        schema: ParquetSchema,
        output: Writable,
        options: { readonly pageIndex?: false },
      ): Promise<ParquetWriter>;
    };
  };
  export default parquet;
}
