/** The weekly series of the M4 competition (Makridakis, Spiliotis & Assimakopoulos 2020) as they were recorded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Steps that the competition asked for. */
export const HORIZON = 13;

export interface WeeklySeries {
  readonly id: string;
  /** 80 to 2,597 values, all above 0. */
  readonly train: Float64Array;
  /** What came; shape (HORIZON). */
  readonly test: Float64Array;
}

export function readWeekly(folder: string): WeeklySeries[] {
  const tests = readRows(join(folder, 'Weekly-test.csv.gz'));
  return [...readRows(join(folder, 'Weekly-train.csv.gz'))].map(([id, train]) => ({
    id,
    train,
    test: tests.get(id) ?? new Float64Array(0),
  }));
}

/** Point forecasts that the organisers published for one of their benchmarks, in the order of the series. */
export function readPublished(folder: string, method: string): Float64Array[] {
  return [...readRows(join(folder, `Weekly-forecast-${method}.csv.gz`)).values()];
}

/** The scores that the organisers published: "SES sMAPE" → 9.012, "SES OWA" → 0.9753…. */
export function readPublishedScores(folder: string): Map<string, number> {
  const [, ...rows] = readFileSync(join(folder, 'published-weekly-benchmarks.csv'), 'utf8').trim().split('\n');
  return new Map(
    rows.map((row) => {
      const [method, measure, figure] = row.trim().split(',');
      return [`${method} ${measure}`, Number(figure)];
    }),
  );
}

function readRows(path: string): Map<string, Float64Array> {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [id, ...cells] = line.split(',');
      return [id, Float64Array.from(cells.filter(Boolean), Number)];
    }),
  );
}
