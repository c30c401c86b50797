import { describe, expect, it } from 'vitest';
import { chartRenderer } from '../../../adapters/chart/renderer.ts';
import { staticSvg } from '../../../adapters/chart/static-svg.ts';
import { pdfRenderer } from '../../../adapters/pdf/renderer.ts';
import { CHART_SIZE, chartOption } from '../../../domain/report/chart-option.ts';
import { releaseReport } from '../../../domain/report/release-report.ts';
import type { FixtureChoice } from '../../fixtures/fixture-choice.ts';
import { btcRelease, printedRelease } from '../../fixtures/release-document.ts';
import { walkCandles } from '../../fixtures/walk-candles.ts';

const CUTOFF = Date.parse('2023-06-01T12:00:00.000Z');

async function chart(choice: FixtureChoice = {}) {
  const release = printedRelease(choice);
  const option = chartOption({
    ...release,
    basePrice: release.basePrice ?? 0,
    zone: 'UTC',
    candles: walkCandles(choice),
  });
  return await chartRenderer.render(option, CHART_SIZE);
}

const drawn = chart();

async function pdf(choice: FixtureChoice = {}, date = CUTOFF) {
  const { svg } = await drawn;
  const blocks = releaseReport(printedRelease(choice), { svg, zone: 'Asia/Jerusalem' });
  return Buffer.from(await pdfRenderer.render({ title: 'BTC/USDT', date, blocks }));
}

describe('the chart renderer', () => {
  it('draws equal bytes for equal options, however many charts were drawn before', async () => {
    const first = await drawn;
    await chart({ source: 'simulated' });
    const again = await chart();
    expect(again.svg).toBe(first.svg);
    expect(Buffer.from(again.png).equals(Buffer.from(first.png))).toBe(true);
  });

  it('draws other bytes for other options', async () => {
    expect((await drawn).svg).not.toBe((await chart({ seed: 'other' })).svg);
  });

  it('draws equal bytes when many are asked for at once', async () => {
    const [first, ...rest] = await Promise.all(['1', '2', '1'].map((seed) => chart({ seed })));
    expect(rest.map(({ svg }) => svg === first.svg)).toEqual([false, true]);
  });

  it('draws a PNG of the asked size with text on it', async () => {
    const { svg, png } = await drawn;
    const bytes = Buffer.from(png);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1600, 900]);
    expect(svg).toContain('BTC / USDT');
    const mute = await chartRenderer.render({ graphic: [] }, CHART_SIZE);
    const letters = await chartRenderer.render(
      { graphic: [{ type: 'text', x: 800, y: 450, style: { text: 'W', fontSize: 200, fontFamily: 'DejaVu Sans' } }] },
      CHART_SIZE,
    );
    expect(Buffer.from(letters.png).equals(Buffer.from(mute.png))).toBe(false);
  });

  it('leaves nothing of a live page in the picture', () => {
    const live =
      '<svg><style >.zr3-cls-4:hover{fill:red}</style><path class="zr3-cls-4" ecmeta_series_index="0" clip-path="url(#zr3-c0)"/></svg>';
    expect(staticSvg(live)).toBe('<svg><path clip-path="url(#zr-c0)"/></svg>');
  });
});

describe('the PDF renderer', () => {
  it('writes equal bytes for the same report and date, whatever was written before', async () => {
    const first = await pdf();
    await pdf({ source: 'simulated' });
    expect((await pdf()).equals(first)).toBe(true);
  });

  it('writes the date it was given, and only that', async () => {
    const other = await pdf({}, CUTOFF + 3_600_000);
    expect(other.equals(await pdf())).toBe(false);
    expect((await pdf()).toString('latin1')).toContain('(D:20230601120000Z)');
  });

  it('embeds its fonts and stays below 400 KB', async () => {
    const bytes = await pdf();
    expect(bytes.length).toBeLessThan(400_000);
    expect(bytes.toString('latin1').match(/\/FontFile2/g)).toHaveLength(2);
  });

  it('numbers its pages', async () => {
    const pages = (bytes: Buffer) => bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
    const { svg } = await drawn;
    const blocks = releaseReport(btcRelease(), { svg, zone: 'UTC' });
    const twice = await pdfRenderer.render({ title: 'x', date: CUTOFF, blocks: [...blocks, ...blocks] });
    expect(pages(await pdf())).toBe(3);
    expect(pages(Buffer.from(twice))).toBeGreaterThanOrEqual(5);
  });

  it('refuses a chart that is no drawing', async () => {
    const blocks = releaseReport(btcRelease(), { svg: 'no svg', zone: 'UTC' });
    await expect(pdfRenderer.render({ title: 'x', date: CUTOFF, blocks })).rejects.toThrow(/not an SVG/);
  });
});
