/** Charts and reports are drawn on a thread of their own: a third of what the owner's main thread did for a release. */
import type { ChartRenderer, PdfRenderer } from '../../activities/ports.ts';
import { openThreads } from '../../adapters/compute/pool.ts';

/** A hundred times what it takes: what hangs is not waited for. */
const DRAWN_WITHIN_MS = 30_000;

export interface Drawing extends AsyncDisposable {
  readonly charts: ChartRenderer;
  readonly pdf: PdfRenderer;
}

/** The thread starts when something is drawn, and most commands draw nothing. */
export function openDrawing(): Drawing {
  const thread = openThreads(new URL('./drawing-thread.ts', import.meta.url), { threads: 1 });
  const drawn = <T>(task: string, input: unknown) => thread.run<T>(task, input, { timeoutMs: DRAWN_WITHIN_MS });
  return {
    charts: { render: (option, size) => drawn('chart', { option, size }) },
    pdf: { render: (report) => drawn('report', report) },
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  };
}
