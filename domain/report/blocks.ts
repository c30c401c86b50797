/** A report as blocks, before it becomes Markdown or PDF. */
export type ReportBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  /** A warning that must not be overlooked, e.g. that the market is simulated. */
  | { readonly kind: 'banner'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | TableBlock
  | { readonly kind: 'chart'; readonly svg: string; readonly caption: string };

/** Every row has as many cells as the header; `align` says where the cells of each column stand. */
export interface TableBlock {
  readonly kind: 'table';
  readonly header: readonly string[];
  readonly align: readonly ('left' | 'right')[];
  readonly rows: readonly (readonly string[])[];
}

/** A table with names in the first column and figures in the others. */
export function figureTable(header: readonly string[], rows: readonly (readonly string[])[]): TableBlock {
  return { kind: 'table', header, align: header.map((_, column) => (column === 0 ? 'left' : 'right')), rows };
}

/** A table of words. */
export function wordTable(header: readonly string[], rows: readonly (readonly string[])[]): TableBlock {
  return { kind: 'table', header, align: header.map(() => 'left'), rows };
}
