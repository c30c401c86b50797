import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chartRenderer } from '../../adapters/chart/renderer.ts';
import { EQUITY_CHART } from '../../domain/performance/report/equity-chart.ts';
import type { AccountReport } from '../operations/accounts/report.ts';

/** Answers the names of what it wrote. */
export async function writeAccountReport(folder: string, report: AccountReport): Promise<string[]> {
  const { svg, png } = await chartRenderer.render(report.chart, EQUITY_CHART);
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'report.md': report.markdown,
    'summary.json': `${JSON.stringify(report.summary, null, 2)}\n`,
    'trades.csv': report.tradesCsv,
    'equity.svg': svg,
    'equity.png': png,
  };
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return Object.keys(files);
}
