import { toMarkdown } from '../../domain/report/markdown.ts';
import { releaseReport } from '../../domain/report/release-report.ts';
import type { Built, Step } from '../step.ts';
import { CHART_SVG } from './chart.ts';
import { draftDocument } from './words.ts';

export const report: Step = {
  name: 'report',
  async build({ ports, request, inputs }): Promise<Built> {
    const document = await draftDocument(request, inputs);
    const chartSvg = inputs.has(CHART_SVG) ? new TextDecoder().decode(await inputs.bytes(CHART_SVG)) : null;
    const blocks = releaseReport(document, { zone: request.zone, svg: chartSvg });
    const title = `Almanac: ${request.symbol}, ${document.cutoff}`;
    const pdf = await ports.pdf.render({ title, date: request.cutoff, blocks });
    return {
      files: [
        {
          name: 'report.md',
          bytes: new TextEncoder().encode(toMarkdown(blocks)),
          contentType: 'text/markdown; charset=utf-8',
        },
        { name: 'report.pdf', bytes: pdf, contentType: 'application/pdf' },
      ],
      rows: [],
      summary: `${blocks.length} blocks, ${Math.round(pdf.byteLength / 1024)} KB`,
    };
  },
};
