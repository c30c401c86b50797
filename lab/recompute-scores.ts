/**
 * Skill and coverage from `forecasts.csv` alone, by somebody who does not trust the evaluation: nothing of the project is
 * imported. The file must hold the rows of the baseline that skill is told against (`evaluate --members`).
 *
 *     node lab/recompute-scores.ts out/forecasts.csv [out/summary.json]
 *
 * With a summary the two are compared; exit code 3 when a figure differs by more than 1e-9.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

interface Figures {
  rows: number;
  loss: number;
  reference: number;
  inside: Record<string, number>;
}

const INTERVALS = {
  '50': ['q0.25', 'q0.75'],
  '80': ['q0.1', 'q0.9'],
  '95': ['q0.025', 'q0.975'],
  '98': ['q0.01', 'q0.99'],
};
const TOLERANCE = 1e-9;

const [file, summaryFile] = process.argv.slice(2);
if (file === undefined) {
  console.error('node lab/recompute-scores.ts FORECASTS.csv [SUMMARY.json]');
  process.exit(2);
}
const reference =
  summaryFile === undefined
    ? 'climatology'
    : (JSON.parse(readFileSync(summaryFile, 'utf8')) as { reference: string }).reference;
const recomputed = await recompute(file);
console.log(JSON.stringify(recomputed, null, 2));
if (summaryFile !== undefined) process.exit(differences(summaryFile) > 0 ? 3 : 0);

async function recompute(path: string): Promise<Record<string, { skill: number; coverage: Record<string, number> }>> {
  const published = new Map<string, { loss: number; inside: string[] }>();
  const referenceLosses = new Map<string, number>();
  let names: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const cells = line.split(',');
    if (names.length === 0) {
      names = cells;
      continue;
    }
    const cell = (name: string) => cells[names.indexOf(name)];
    const model = cell('model');
    if ((model !== 'ensemble' && model !== reference) || cell('q0.5') === '' || cell('outcome_log_return') === '')
      continue;
    const key = `${cell('horizon_hours')}@${cell('issued_at_ms')}`;
    const outcome = Number(cell('outcome_log_return'));
    const loss = crpsOf((level) => Number(cell(`q${level}`)), outcome);
    if (model === reference) referenceLosses.set(key, loss);
    else {
      const inside = Object.entries(INTERVALS)
        .filter(([, [low, high]]) => outcome >= Number(cell(low)) && outcome <= Number(cell(high)))
        .map(([name]) => name);
      published.set(key, { loss, inside });
    }
  }
  return summed(published, referenceLosses);
}

/** Two ninety-ninths of the pinball losses at 0.01 … 0.99. */
function crpsOf(quantile: (level: number) => number, outcome: number): number {
  let sum = 0;
  for (let percent = 1; percent < 100; percent++) {
    const q = quantile(percent / 100);
    sum += Math.max((percent / 100) * (outcome - q), (percent / 100 - 1) * (outcome - q));
  }
  return (2 * sum) / 99;
}

function summed(
  published: ReadonlyMap<string, { readonly loss: number; readonly inside: readonly string[] }>,
  referenceLosses: ReadonlyMap<string, number>,
): Record<string, { skill: number; coverage: Record<string, number> }> {
  const horizons = new Map<string, Figures>();
  for (const [key, { loss, inside }] of published) {
    const referenceLoss = referenceLosses.get(key);
    if (referenceLoss === undefined) throw new Error(`no ${reference} beside ${key}: evaluate with --members`);
    const horizon = key.split('@')[0];
    const figures = horizons.get(horizon) ?? { rows: 0, loss: 0, reference: 0, inside: {} };
    horizons.set(horizon, figures);
    figures.rows++;
    figures.loss += loss;
    figures.reference += referenceLoss;
    for (const name of inside) figures.inside[name] = (figures.inside[name] ?? 0) + 1;
  }
  const result: Record<string, { skill: number; coverage: Record<string, number> }> = {};
  for (const [horizon, { rows, loss, reference, inside }] of horizons) {
    const coverage = Object.fromEntries(Object.keys(INTERVALS).map((name) => [name, (inside[name] ?? 0) / rows]));
    result[horizon] = { skill: 1 - loss / reference, coverage };
  }
  return result;
}

function differences(path: string): number {
  const { horizons } = JSON.parse(readFileSync(path, 'utf8')) as {
    horizons: { horizonHours: number; skill: { value: number }; coverage: Record<string, number> }[];
  };
  let found = 0;
  for (const { horizonHours, skill, coverage } of horizons) {
    const own = recomputed[String(horizonHours)];
    const pairs = [
      ['skill', skill.value, own?.skill],
      ...Object.entries(coverage).map(([name, share]) => [`coverage ${name}`, share, own?.coverage[name]] as const),
    ] as const;
    for (const [what, stated, mine] of pairs) {
      if (mine !== undefined && Math.abs(stated - mine) <= TOLERANCE) continue;
      found++;
      console.error(`${horizonHours} h, ${what}: the summary says ${stated}, the forecasts say ${mine}`);
    }
  }
  return found;
}
