import { afterAll, describe, expect, it } from 'vitest';
import { chartRenderer } from '../../../adapters/chart/renderer.ts';
import { pdfRenderer } from '../../../adapters/pdf/renderer.ts';
import { openDrawing } from '../../../apps/embedded/drawing.ts';
import type { ReportBlock } from '../../../domain/report/blocks.ts';

const OPTION = {
  textStyle: { fontFamily: 'DejaVu Sans' },
  title: { text: 'BTC/USDT' },
  xAxis: { type: 'category', data: ['10:00', '11:00', '12:00'] },
  yAxis: { type: 'value' },
  series: [{ type: 'line', data: [1, 3, 2] }],
};
const SIZE = { width: 400, height: 300 };

const drawing = openDrawing();
afterAll(() => drawing[Symbol.asyncDispose]());

const reportOf = (svg: string) => {
  const blocks: ReportBlock[] = [
    { kind: 'heading', level: 1, text: 'BTC/USDT' },
    { kind: 'chart', svg, caption: 'Three hours' },
  ];
  return { title: 'BTC/USDT', date: Date.parse('2026-11-20T10:00:00Z'), blocks };
};

/** The next turn of this thread, counted: what is drawn here would hold it up. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await work.finally(() => clearInterval(timer));
  return turns;
}

describe('the thread that draws', () => {
  it('draws the bytes that are drawn without it, time after time', async () => {
    const here = await chartRenderer.render(OPTION, SIZE);
    for (let time = 0; time < 3; time++) {
      const { svg, png } = await drawing.charts.render(OPTION, SIZE);
      expect(svg).toBe(here.svg);
      expect(Buffer.from(png).equals(here.png)).toBe(true);
      const pdf = await drawing.pdf.render(reportOf(svg));
      expect(Buffer.from(pdf).equals(await pdfRenderer.render(reportOf(here.svg)))).toBe(true);
    }
  });

  it('leaves this thread free meanwhile', async () => {
    expect(await turnsDuring(drawing.charts.render(OPTION, { width: 2_400, height: 1_800 }))).toBeGreaterThan(10);
  });

  it('says what could not be drawn, and draws on', async () => {
    await expect(drawing.pdf.render(reportOf('no picture'))).rejects.toThrow(/not an SVG/);
    await expect(drawing.charts.render(OPTION, SIZE)).resolves.toMatchObject({ svg: expect.stringContaining('<svg') });
  });
});
