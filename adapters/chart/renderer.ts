/** ECharts drawn on the server: SVG text, and PNG through resvg with the fonts we ship. */
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import type { EChartsCoreOption } from 'echarts/core';
import { init } from 'echarts/dist/echarts.esm.min.mjs';
import type { ChartRenderer } from '../../activities/ports.ts';
import { staticSvg } from './static-svg.ts';

const FONT_FAMILY = 'DejaVu Sans';
const { resolve } = createRequire(import.meta.url);
const FONT_FILES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`));

/** Without a font file resvg draws no text and says nothing (STACK §7), so system fonts are never asked. */
const FONTS = { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: FONT_FAMILY };

export const chartRenderer: ChartRenderer = {
  async render(option, size) {
    const svg = chartSvg(option, size);
    return { svg, png: new Resvg(svg, { font: FONTS }).render().asPng() };
  },
};

/** Without the picture in pixels, which costs many times as much. */
export function chartSvg(option: unknown, size: { readonly width: number; readonly height: number }): string {
  return staticSvg(drawn(option as EChartsCoreOption, size));
}

function drawn(option: EChartsCoreOption, size: { readonly width: number; readonly height: number }): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({ ...option, animation: false });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
