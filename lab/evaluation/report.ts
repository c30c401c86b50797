/** `report.md`: what was asked, what must hold, what was measured, and the diagrams. */
import { dayText } from '../../domain/market/moments.ts';
import type { Estimate } from '../../domain/scoring/block-bootstrap.ts';
import { TRIGGERED_REFERENCE } from '../../domain/triggered/baselines.ts';
import type { BlockGain } from './blocks/gain.ts';
import type { Diagram } from '../../domain/report/diagram.ts';
import { decisionsText } from './plan.ts';
import type { Judged } from './scores/judged.ts';
import type { EvaluationSummary, Group, HorizonSummary } from './scores/summary.ts';
import { distanceText } from './scores/touches.ts';

export function reportText(summary: EvaluationSummary, diagrams: readonly Diagram[], variantsTried: number): string {
  return [
    ...heading(summary, variantsTried),
    ...judgedSection(summary.judged),
    ...overviewSection(summary.horizons),
    ...diagrams.flatMap(({ name, caption }) => [`![${name}](${name}.png)`, '', `*${caption}*`, '']),
    ...summary.horizons.flatMap(horizonSection),
    ...neighbourSection(summary.horizons),
    ...ablationSection(summary.ablation),
  ].join('\n');
}

/** What each is made from, up to "past 365 days". */
const REFERENCES: Readonly<Record<string, string>> = {
  climatology: 'all returns of the',
  [TRIGGERED_REFERENCE]:
    'returns after the same trigger where there are 100 of them, else after bars in the same decile of 60-minute volatility; of the',
};

function heading(summary: EvaluationSummary, variantsTried: number): string[] {
  const { symbol, from, to, every, reference, provenance } = summary;
  return [
    `# ${symbol}, ${from.slice(0, 10)} to ${to.slice(0, 10)}`,
    '',
    `Walk-forward with the code of the release: decisions at ${decisionsText(summary)}${every > 1 ? `, every ${every}th of them` : ''}, each from the candles closed by then,`,
    `parameters, weights and calibration from the last Monday 00:00 UTC. Skill is 1 − ΣCRPS/ΣCRPS of ${reference} (${REFERENCES[reference]}`,
    'past 365 days) on common rows; intervals are circular block bootstraps, seven-day blocks, 2,000 draws, 95 %.',
    '',
    `Candles: ${provenance.files.join(', ')} (SHA-256 of what was read ${provenance.candleHash.slice(0, 16)}…). Code: ${provenance.codeVersion}.`,
    `Variants tried on the way to this recipe (lab/trials.csv): ${variantsTried}.`,
    '',
  ];
}

function judgedSection(judged: readonly Judged[]): string[] {
  if (judged.length === 0) return ['A stream of its own, reported without a goal: nothing is judged.', ''];
  const broken = judged.filter(({ holds }) => !holds).length;
  return [
    '## What must hold',
    '',
    broken === 0 ? `All ${judged.length} limits hold.` : `${broken} of ${judged.length} limits do not hold.`,
    '',
    ...table(
      ['horizon', 'what', 'measured', 'limit', 'holds', 'aim', 'moonshot'],
      judged.map(({ horizonHours, what, values, limit, holds, hoped }) => [
        `${horizonHours} h`,
        what,
        valuesText(what, values),
        limitText(what, limit),
        holds ? 'yes' : '**no**',
        hoped ? hopeText(hoped.aim, values) : '',
        hoped ? hopeText(hoped.moonshot, values) : '',
      ]),
    ),
  ];
}

function hopeText(hope: number, values: Judged['values']): string {
  const reached = Object.values(values).every((value) => value >= hope);
  return `≥ ${percent(hope)} %: ${reached ? 'reached' : 'not yet'}`;
}

function overviewSection(horizons: readonly HorizonSummary[]): string[] {
  return [
    '## At a glance',
    '',
    ...table(
      [
        'horizon',
        'forecasts',
        'void',
        'refused',
        'skill %',
        'all slots %',
        '50 %',
        '80 %',
        '95 %',
        'alarms of 80 %',
        'Brier skill of p_up %',
      ],
      horizons.map((horizon) => [
        `${horizon.horizonHours} h`,
        String(horizon.rows),
        String(horizon.void),
        Object.entries(horizon.refused)
          .map(([code, count]) => `${count} ${code}`)
          .join(', ') || '0',
        withInterval(horizon.skill),
        percent(horizon.skillOfAllSlots),
        percent(horizon.coverage['50']),
        percent(horizon.coverage['80']),
        percent(horizon.coverage['95']),
        alarmText(horizon),
        withInterval(horizon.brierSkill),
      ]),
    ),
    'Refused decisions are those whose prices a release would refuse; "all slots" counts them as the reference, as far as it can be told.',
    '',
  ];
}

/** How often the watch over the 80 % interval fired, and when. */
function alarmText({ coverageAlarms }: HorizonSummary): string {
  const days = coverageAlarms.map(({ firedAt }) => dayText(firedAt));
  return days.length === 0 ? '0' : `${days.length} (${days.join(', ')})`;
}

function horizonSection(horizon: HorizonSummary): string[] {
  const { horizonHours, calibration, abstentionGain: gain } = horizon;
  const { reliability } = calibration;
  return [
    `## ${horizonHours} hours`,
    '',
    ...table(
      ['', 'forecasts', 'skill %', '80 % held', 'Brier skill of p_up %'],
      [
        ...Object.entries(horizon.byYear).map(([year, group]) => groupRow(year, group)),
        ...Object.entries(horizon.byHour).map(([hour, group]) => groupRow(`${hour.padStart(2, '0')}:00 UTC`, group)),
        ...Object.entries(horizon.byRegime).map(([regime, group]) => groupRow(regime, group)),
      ],
    ),
    ...cellTable(horizon),
    ...modelTable(horizon),
    ...touchTable(horizon),
    `p_up: expected calibration error ${reliability ? reliability.error.toFixed(4) : 'unknown'} in ten bins; a forecaster who is right stays below ${reliability ? reliability.chanceError.toFixed(4) : '?'} in 95 of 100 samples.`,
    '',
    gain.low > 0
      ? `Abstaining where members disagree gains ${withInterval(gain)} points of skill on average over coverages of 10 to 100 %.`
      : `Abstaining where members disagree gains ${withInterval(gain)} points of skill: the interval is not above 0, so the product does not abstain by it.`,
    '',
  ];
}

/** Too few forecasts each to be judged. */
function cellTable({ coverageCells }: HorizonSummary): string[] {
  const hours = [...new Set(coverageCells.map(({ hourUtc }) => hourUtc))].sort((a, b) => a - b);
  const years = Map.groupBy(coverageCells, ({ year }) => year);
  return table(
    ['80 % held, %', ...hours.map((hour) => `${String(hour).padStart(2, '0')}:00 UTC`)],
    [...years].map(([year, cells]) => [
      String(year),
      ...hours.map((hour) => {
        const cell = cells.find(({ hourUtc }) => hourUtc === hour);
        return cell ? withInterval({ ...cell, value: cell.coverage80 }) : '';
      }),
    ]),
  );
}

/** `uncalibrated` is the combination before calibration. */
function modelTable({ skillOf, meanWeight, dieboldMariano }: HorizonSummary): string[] {
  const models = Object.entries(skillOf).sort(([, a], [, b]) => b.value - a.value);
  return table(
    ['model', 'skill %', 'mean share %', 'Diebold–Mariano of the published forecast against it', 'p'],
    models.map(([model, skill]) => {
      const test = dieboldMariano[model];
      return [
        model,
        withInterval(skill),
        model in meanWeight ? percent(meanWeight[model]) : '',
        test ? test.statistic.toFixed(2) : '',
        test ? (test.pValue < 1e-4 ? '< 0.0001' : test.pValue.toFixed(4)) : '',
      ];
    }),
  );
}

/** Of prices at a distance in σ of the forecast; reference of the skill is the share of the past year's spans that went so far. */
function touchTable({ touches }: HorizonSummary): string[] {
  if (touches.length === 0) return [];
  return table(
    ['price at', 'forecasts', 'touched %', 'probability less touched, points', 'Brier skill %'],
    touches.map(({ sigmas, rows, observed, excess, brierSkill }) => [
      distanceText(sigmas),
      String(rows),
      percent(observed),
      withInterval(excess),
      withInterval(brierSkill),
    ]),
  );
}

function neighbourSection(horizons: readonly HorizonSummary[]): string[] {
  if (horizons.every(({ neighbours }) => neighbours.rows === 0)) return [];
  return [
    '## What followed the similar windows',
    '',
    'The outcomes of the neighbours that a release shows, weighted by nearness, taken for a forecast as they are. They are shown, not',
    'published: so few windows cannot say what a distribution needs. The member `analogues` asks hundreds of them.',
    '',
    ...table(
      ['horizon', 'forecasts', 'skill %', '50 %', '80 %', '95 %', 'outcomes below, within and above the middle 80 %'],
      horizons.map(({ horizonHours, neighbours: { rows, skill, coverage, below, above } }) => [
        `${horizonHours} h`,
        String(rows),
        withInterval(skill),
        percent(coverage['50']),
        percent(coverage['80']),
        percent(coverage['95']),
        [below, 1 - below - above, above].map(percent).join(', '),
      ]),
    ),
  ];
}

function ablationSection(ablation: readonly BlockGain[]): string[] {
  if (ablation.length === 0) return [];
  return [
    '## Blocks that are not in the forecasts',
    '',
    'What each would add to `har-x` alone, with paired 99 % block-bootstrap intervals. A block is kept where its interval lies above 0, the',
    'gain reaches 0.05 point, and the sign is the same on another coin (`npm run bench -- blocks` asks both); else it is off.',
    '',
    ...table(
      ['block', 'horizon', 'decisions', 'span', 'skill without %', 'gain, points', 'here'],
      ablation.map(({ block, horizonHours, rows, from, to, skillWithout, gain, passes }) => [
        block,
        `${horizonHours} h`,
        String(rows),
        `${from.slice(0, 10)} to ${to.slice(0, 10)}`,
        percent(skillWithout),
        withInterval(gain),
        passes ? 'passes' : 'off',
      ]),
    ),
  ];
}

function groupRow(name: string, { rows, skill, coverage80, brierSkill }: Group): string[] {
  return [name, String(rows), withInterval(skill), percent(coverage80), withInterval(brierSkill)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

function valuesText(what: string, values: Judged['values']): string {
  const entries = Object.entries(values);
  if (entries.length === 1) return inUnit(what, entries[0][1]);
  return entries.map(([name, value]) => `${name}: ${inUnit(what, value)}`).join(', ');
}

function limitText(what: string, [low, high]: Judged['limit']): string {
  if (low === null) return high === null ? '' : `≤ ${inUnit(what, high)}`;
  return high === null ? `≥ ${inUnit(what, low)}` : `${inUnit(what, low)} to ${inUnit(what, high)}`;
}

/** Correlations are numbers, everything else is a share. */
function inUnit(what: string, value: number): string {
  return what.includes('autocorrelation') ? value.toFixed(3) : `${percent(value)} %`;
}

function withInterval({ value, low, high }: Estimate): string {
  return `${percent(value)} (${percent(low)} … ${percent(high)})`;
}

function percent(share: number): string {
  return (100 * share).toFixed(2);
}
