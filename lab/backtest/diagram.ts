import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartRenderer } from '../../adapters/chart/renderer.ts';
import type { EquityPath } from '../../domain/performance/equity-path.ts';
import { EQUITY_CHART, equityChart } from '../../domain/performance/report/equity-chart.ts';

/** `equity.svg` and `equity.png`. `held`: see `heldEquity`. */
export async function drawEquity(out: string, name: string, path: EquityPath, held: Float64Array): Promise<void> {
  const { svg, png } = await chartRenderer.render(
    equityChart(name, path, { ...path, equityQuote: held }),
    EQUITY_CHART,
  );
  writeFileSync(join(out, 'equity.svg'), svg);
  writeFileSync(join(out, 'equity.png'), png);
}
