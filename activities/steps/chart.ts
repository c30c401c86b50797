import { CHART_SIZE, chartOption } from '../../domain/report/chart-option.ts';
import type { Outlook } from '../../domain/scenarios/outlook.ts';
import { HANDOVER } from '../parts.ts';
import { candlesOf } from '../prices.ts';
import type { Built, Step } from '../step.ts';
import { draftDocument } from './words.ts';

export const CHART_SVG = 'chart.svg';

export const chart: Step = {
  name: 'chart',
  async build({ ports, request, inputs }): Promise<Built> {
    const document = await draftDocument(request, inputs);
    const { fan } = await inputs.json<Outlook>(HANDOVER.scenarios);
    const candles = await candlesOf(inputs, request);
    const option = chartOption({ ...document, zone: request.zone, candles, fan });
    const { svg, png } = await ports.charts.render(option, CHART_SIZE);
    return {
      files: [
        { name: CHART_SVG, bytes: new TextEncoder().encode(svg), contentType: 'image/svg+xml' },
        { name: 'chart.png', bytes: png, contentType: 'image/png' },
      ],
      rows: [],
      summary: `${CHART_SIZE.width} × ${CHART_SIZE.height}, ${Math.round(png.byteLength / 1024)} KB`,
    };
  },
};
