import { gunzipSync } from 'node:zlib';
import { type FileMetaData, parquetMetadata, parquetRead, type SchemaElement } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { Column, Table } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';

/** The runtime's gunzip checks the checksum of every page; the package's does not. */
const DECOMPRESSORS = { ...compressors, GZIP: (page: Uint8Array) => new Uint8Array(gunzipSync(page)) };

/** @throws AlmanacError data.malformed for what is not Parquet, is cut off, or has columns of other types */
export async function decodeTable(bytes: Uint8Array): Promise<Table> {
  try {
    const file = bytes.slice().buffer;
    const metadata = parquetMetadata(file);
    const values = await readColumns(file, metadata);
    return { columns: metadata.schema.slice(1).map((element) => columnOf(element, values.get(element.name) ?? [])) };
  } catch (failure) {
    if (failure instanceof AlmanacError) throw failure;
    const sentence = `The Parquet bytes cannot be read (${(failure as Error).message}); write the file again.`;
    throw new AlmanacError('data.malformed', sentence, { bytes: bytes.byteLength }, { cause: failure });
  }
}

/** Values by column, row groups one behind the other. */
async function readColumns(file: ArrayBuffer, metadata: FileMetaData): Promise<Map<string, unknown[]>> {
  const columns = new Map<string, unknown[]>();
  await parquetRead({
    file,
    metadata,
    compressors: DECOMPRESSORS,
    onChunk: ({ columnName, columnData, rowStart }) => {
      const values = columns.get(columnName) ?? [];
      columns.set(columnName, values);
      for (let i = 0; i < columnData.length; i++) values[rowStart + i] = columnData[i];
    },
  });
  return columns;
}

function columnOf(element: SchemaElement, values: unknown[]): Column {
  const { name } = element;
  const type = typeOf(element);
  if (type !== 'int64') return { name, type, values: values.map((value) => value ?? null) } as Column;
  return { name, type, values: values.map((value) => wholeNumber(name, value)) };
}

function typeOf({ name, type, converted_type: converted, logical_type: logical }: SchemaElement): Column['type'] {
  if (type === 'DOUBLE' || type === 'FLOAT') return 'double';
  if (type === 'BOOLEAN') return 'boolean';
  if (type === 'BYTE_ARRAY' && (converted === 'UTF8' || logical?.type === 'STRING')) return 'utf8';
  const plain = logical ? logical.type === 'INTEGER' : converted === undefined || converted.includes('INT_');
  if ((type === 'INT64' || type === 'INT32') && plain) return 'int64';
  const found = [type ?? 'a group', converted ?? ''].join(' ').trim();
  const sentence = `The Parquet column ${name} is ${found}; use double, 64-bit whole number, text or boolean.`;
  throw new AlmanacError('data.malformed', sentence, { column: name });
}

function wholeNumber(name: string, value: unknown): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new AlmanacError('data.malformed', `The Parquet column ${name} holds ${value}, outside ±2^53.`, {
    column: name,
  });
}
