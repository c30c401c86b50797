import type { TableCodec } from '../../activities/ports.ts';
import { decodeTable } from './decode.ts';
import { encodeTable } from './encode.ts';

/** Parquet files: written by parquetjs-lite with gzip pages, read by hyparquet. */
export const parquetCodec: TableCodec = { encode: encodeTable, decode: decodeTable };
