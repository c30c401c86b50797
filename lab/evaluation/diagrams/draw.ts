/** Every diagram of an evaluation, as SVG and PNG. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartRenderer } from '../../../adapters/chart/renderer.ts';
import type { Sample } from '../scores/sample.ts';
import type { EvaluationSummary } from '../scores/summary.ts';
import { abstentionDiagram } from './abstention.ts';
import { coverageDiagram } from './coverage.ts';
import { decompositionDiagram } from './decomposition.ts';
import type { Diagram } from '../../../domain/report/diagram.ts';
import { pitDiagram } from './pit.ts';
import { reliabilityDiagram } from './reliability.ts';
import { sharpnessDiagram } from './sharpness.ts';
import { skillDiagram } from './skill.ts';
import { weightsDiagram } from './weights.ts';

/** In the order of the report. */
export async function drawDiagrams(
  out: string,
  summary: EvaluationSummary,
  samples: readonly Sample[],
): Promise<Diagram[]> {
  const diagrams = [
    skillDiagram(summary),
    coverageDiagram(samples),
    pitDiagram(summary),
    reliabilityDiagram(summary),
    sharpnessDiagram(samples),
    decompositionDiagram(summary),
    weightsDiagram(samples),
    abstentionDiagram(samples),
  ];
  for (const { name, option, size } of diagrams) {
    const { svg, png } = await chartRenderer.render(option, size);
    writeFileSync(join(out, `${name}.svg`), svg);
    writeFileSync(join(out, `${name}.png`), png);
  }
  return diagrams;
}
