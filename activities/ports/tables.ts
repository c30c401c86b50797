/** Tables as Parquet. */
export type Column =
  | { readonly name: string; readonly type: 'double'; readonly values: ArrayLike<number | null> }
  /** Whole numbers within ±2^53. */
  | { readonly name: string; readonly type: 'int64'; readonly values: ArrayLike<number | null> }
  | { readonly name: string; readonly type: 'utf8'; readonly values: ArrayLike<string | null> }
  | { readonly name: string; readonly type: 'boolean'; readonly values: ArrayLike<boolean | null> };

/** Columns of equal length. NaN in a double column is stored as null. Equal tables encode to equal bytes. */
export interface Table {
  readonly columns: readonly Column[];
}

export interface TableCodec {
  encode(table: Table): Promise<Uint8Array>;
  decode(bytes: Uint8Array): Promise<Table>;
}
