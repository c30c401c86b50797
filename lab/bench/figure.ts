/** One measured number, the limit the project set itself for it, and whether it holds. */
export interface Figure {
  readonly name: string;
  /** Null where it could not be measured; `note` says why. */
  readonly measured: number | null;
  readonly unit: 'ms' | 's' | 'KB' | 'MB' | '×' | '%' | 'events' | 'times';
  /** The figure must not pass it; null: shown for information. */
  readonly limit: number | null;
  readonly note?: string;
}

/** A suite tells what it is doing while it measures, and answers its figures. */
export type Suite = (tell: (line: string) => void) => Figure[] | Promise<Figure[]>;

export type Verdict = 'holds' | 'OVER' | 'not measured' | '';

export function verdictOf({ measured, limit }: Figure): Verdict {
  if (measured === null) return 'not measured';
  if (limit === null) return '';
  return measured <= limit ? 'holds' : 'OVER';
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
