/** Heavy computing and drawing. */
import type { EpochMs } from '../../domain/market/candles.ts';
import type { ReportBlock } from '../../domain/report/blocks.ts';

/** Runs a named pure function of `domain` in a worker thread that is killed when the time limit passes. */
export interface Compute {
  run<T>(task: string, input: unknown, limits: { readonly timeoutMs: number }): Promise<T>;
}

/** An ECharts option (plain JSON) to SVG text and PNG bytes; deterministic. */
export interface ChartRenderer {
  render(
    option: unknown,
    size: { readonly width: number; readonly height: number },
  ): Promise<{ svg: string; png: Uint8Array }>;
}

/** Blocks of a report to PDF bytes; deterministic for the same blocks and date. */
export interface PdfRenderer {
  render(report: {
    readonly title: string;
    readonly date: EpochMs;
    readonly blocks: readonly ReportBlock[];
  }): Promise<Uint8Array>;
}
