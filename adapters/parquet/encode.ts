import { Writable } from 'node:stream';
import parquet, { type FieldOptions, type RowBuffer, type ShreddedColumn } from 'parquetjs-lite';
import type { Column, Table } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';

/** A column name that the writer's objects keep in its place (numeric names would be moved to the front). */
const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const TYPES = { double: 'DOUBLE', int64: 'INT64', utf8: 'UTF8', boolean: 'BOOLEAN' } as const;

/**
 * Equal tables give equal bytes: no time, no version and no statistics are written, and gzip headers are constant.
 * The columns are handed to the writer as its own `appendRow` would leave them, whole, in one row group: a row at a
 * time costs four times as long, and loses the sign of -0.
 */
export async function encodeTable({ columns }: Table): Promise<Uint8Array> {
  requireColumns(columns);
  const output = new BytesWritten();
  const writer = await parquet.ParquetWriter.openStream(schemaOf(columns), output, { pageIndex: false });
  if (columns[0].values.length > 0) writer.rowBuffer = rowBufferOf(columns);
  await writer.close();
  return output.bytes();
}

class BytesWritten extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#chunks));
  }
}

function schemaOf(columns: readonly Column[]) {
  const field = ({ type }: Column): FieldOptions => ({
    type: TYPES[type],
    optional: true,
    compression: 'GZIP',
    statistics: false,
  });
  return new parquet.ParquetSchema(Object.fromEntries(columns.map((column) => [column.name, field(column)])));
}

function rowBufferOf(columns: readonly Column[]): RowBuffer {
  const rowCount = columns[0].values.length;
  return {
    rowCount,
    pageRowCount: rowCount,
    columnData: Object.fromEntries(columns.map((column) => [column.name, shred(column)])),
    pages: Object.fromEntries(columns.map(({ name }) => [name, []])),
  };
}

/** Definition level 1 where there is a value, 0 where there is none; nothing repeats (Dremel, VLDB 2010). */
function shred({ values }: Column): ShreddedColumn {
  const count = values.length;
  const present: (number | boolean | Buffer)[] = [];
  const dlevels: number[] = [];
  for (let i = 0; i < count; i++) {
    const value = values[i];
    const absent = value === null || Number.isNaN(value);
    dlevels.push(absent ? 0 : 1);
    if (!absent) present.push(typeof value === 'string' ? Buffer.from(value) : value);
  }
  return { values: present, dlevels, rlevels: new Array<number>(count).fill(0), distinct_values: new Set(), count };
}

function requireColumns(columns: readonly Column[]): void {
  const names = columns.map(({ name }) => name);
  const length = columns[0]?.values.length;
  const wrong =
    length === undefined
      ? 'has no columns'
      : new Set(names).size < names.length
        ? `names a column twice (${names.join(', ')})`
        : columns.map((column) => problemOf(column, length)).find((problem) => problem !== null);
  if (wrong) throw new AlmanacError('input.invalid', `The table ${wrong}; correct what builds it.`, {});
}

function problemOf({ name, type, values }: Column, length: number): string | null {
  if (!NAME.test(name)) return `has a column called "${name}", which is not letters, digits, _ . and -`;
  if (values.length !== length) return `has ${values.length} values in ${name} and ${length} in its first column`;
  if (type !== 'int64') return null;
  const unsafe = Array.from(values).find((value) => value !== null && !Number.isSafeInteger(value));
  return unsafe === undefined ? null : `has ${unsafe} in the whole-number column ${name}, outside ±2^53 or not whole`;
}
