/** The thread that draws. */
import type { ChartRenderer, PdfRenderer } from '../../activities/ports.ts';
import { chartRenderer } from '../../adapters/chart/renderer.ts';
import { serve } from '../../adapters/compute/serve.ts';
import { pdfRenderer } from '../../adapters/pdf/renderer.ts';

type Size = Parameters<ChartRenderer['render']>[1];
type Report = Parameters<PdfRenderer['render']>[0];

serve({
  chart: ({ option, size }: { option: unknown; size: Size }) => chartRenderer.render(option, size),
  report: (report: Report) => pdfRenderer.render(report),
});
