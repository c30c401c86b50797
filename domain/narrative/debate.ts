/** Both sides of a release and what would end the argument, each point from facts of the sheet only. */
import type { Explanation } from './explanation.ts';
import type { FactSheet } from './fact-sheet.ts';
import { type Telling, tellingOf } from './telling.ts';

export type Debate = Pick<Explanation, 'bullCase' | 'bearCase' | 'whatWouldChangeOurMind'>;

export function debate(sheet: FactSheet): Debate {
  const telling = tellingOf(sheet);
  return {
    bullCase: caseFor(telling, UP),
    bearCase: caseFor(telling, DOWN),
    whatWouldChangeOurMind: doubts(telling),
  };
}

/** One side of the argument: which facts it leans on and how it words them. */
interface Side {
  readonly end: 'high' | 'low';
  readonly beyond: string;
  readonly frame: 'upper' | 'lower';
  readonly first: 'upFirst' | 'downFirst';
  readonly holds: 'up-holds' | 'down-holds';
  readonly regimes: readonly string[];
  readonly analogues: 'rose' | 'notRose';
  readonly analogueVerb: string;
  readonly extreme: 'best' | 'worst';
}

const UP: Side = {
  end: 'high',
  beyond: 'above',
  frame: 'upper',
  first: 'upFirst',
  holds: 'up-holds',
  regimes: ['trend-up', 'recovery'],
  analogues: 'rose',
  analogueVerb: 'rose',
  extreme: 'best',
};

const DOWN: Side = {
  end: 'low',
  beyond: 'below',
  frame: 'lower',
  first: 'downFirst',
  holds: 'down-holds',
  regimes: ['trend-down', 'crash'],
  analogues: 'notRose',
  analogueVerb: 'did not rise',
  extreme: 'worst',
};

function caseFor(telling: Telling, side: Side): string[] {
  return [
    tail(telling, side),
    level(telling, side),
    lean(telling, side),
    regime(telling, side),
    analogues(telling, side),
  ].filter((point) => point !== '');
}

function tail({ facts, lead, vary }: Telling, { end, beyond }: Side): string {
  const [quarter, tenth] = [facts.text(`${lead}.interval50.side`), facts.text(`${lead}.interval80.side`)];
  const [middle, far] = [facts.text(`${lead}.interval50.${end}`), facts.text(`${lead}.interval80.${end}`)];
  const horizon = facts.text(`${lead}.horizon`);
  return vary(
    `${quarter} of the distribution lies ${beyond} ${middle} in ${horizon}, and ${tenth} ${beyond} ${far}.`,
    `A close ${beyond} ${middle} in ${horizon} has a chance of ${quarter}; one ${beyond} ${far} has ${tenth}.`,
  );
}

function level({ facts, vary }: Telling, { frame, first, holds, beyond }: Side): string {
  if (!facts.has(`scenarios.${frame}`)) return '';
  const [price, reached, held] = [
    facts.text(`scenarios.${frame}`),
    facts.text(`scenarios.${first}`),
    facts.text(`scenarios.${holds}`),
  ];
  return vary(
    `${price} is the first level to go with ${reached} probability, and ${held} is the chance that the move also stays ${beyond} it to the deadline.`,
    `The paths reach ${price} first ${reached} of the time; in ${held} of all paths they are still ${beyond} it at the deadline.`,
  );
}

function lean({ facts, lead }: Telling, { end }: Side): string {
  if (!facts.is(`${lead}.directional`, true)) return '';
  const edge = facts.number(`${lead}.pUp`) - facts.number(`${lead}.baseline.pUp`);
  if (edge === 0 || edge > 0 !== (end === 'high')) return '';
  const [pUp, baseRate] = [facts.text(`${lead}.pUp`), facts.text(`${lead}.baseline.pUp`)];
  return `The calibrated chance of a higher close, ${pUp}, stands ${end === 'high' ? 'above' : 'below'} the base rate of ${baseRate}.`;
}

function regime({ facts }: Telling, { regimes }: Side): string {
  if (!regimes.some((name) => facts.is('regime', name))) return '';
  return `The market has been in ${facts.text('regime')} since ${facts.text('regime.since')}; the day after such hours went on so ${facts.text('regime.confidence')} of the time.`;
}

function analogues({ facts, lead, vary }: Telling, side: Side): string {
  const at = (name: string) => `similar.${lead}.${name}`;
  if (!facts.has(at('count'))) return '';
  const [some, all] = [facts.text(at(side.analogues)), facts.text(at('count'))];
  const extreme = facts.text(at(side.extreme));
  const horizon = facts.text(`${lead}.horizon`);
  if (facts.number(at(side.analogues)) === 0) return '';
  return vary(
    `Of the ${all} most similar past windows, ${some} ${side.analogueVerb} over the next ${horizon}; the ${side.extreme} of them all made ${extreme}.`,
    `${some} of ${all} look-alike windows ${side.analogueVerb} in the ${horizon} that followed, the ${side.extreme} case being ${extreme}.`,
  );
}

function doubts(telling: Telling): string[] {
  const points = [surprise(telling), broken(telling), evidence(telling), ...sources(telling), members(telling)];
  return points.filter((point) => point !== '');
}

function sources({ facts }: Telling): string[] {
  const [absent, degraded] = ['sources.absent', 'sources.degraded'].map((name) =>
    facts.has(name) ? facts.text(name) : '',
  );
  return [
    absent === '' ? '' : `Not seen this time: ${absent}; the ranges rest on prices alone.`,
    degraded === '' ? '' : `Not every source was at its best (degraded: ${degraded}); clean data may move the ranges.`,
  ];
}

function members({ facts, lead }: Telling): string {
  if (!facts.is(`${lead}.method`, 'baseline')) return '';
  return 'More working models: too few of them answered, and then only the baseline is published.';
}

function surprise({ facts, lead, vary }: Telling): string {
  const range = `${facts.text(`${lead}.interval95.low`)} to ${facts.text(`${lead}.interval95.high`)}`;
  const [outside, share] = [facts.text(`${lead}.interval95.outside`), facts.text(`${lead}.interval95.share`)];
  return vary(
    `A close outside ${range} should happen ${outside} of the time; if it happens more often, the ranges are too narrow and we will say so.`,
    `A close beyond the ${share} range (${range}) in ${facts.text(`${lead}.horizon`)} should come ${outside} of the time; more of them mean that the ranges are too narrow.`,
  );
}

function broken({ facts }: Telling): string {
  if (!facts.has('scenarios.upper')) return '';
  return `A break of ${facts.text('scenarios.upper')} or ${facts.text('scenarios.lower')} that holds past ${facts.text('scenarios.deadline')} would move both levels and the next release’s scenarios.`;
}

function evidence({ facts, lead, vary }: Telling): string {
  if (facts.is(`${lead}.directional`, true)) {
    return 'Should the evidence for direction fall back to zero, the chance of a higher close returns to its base rate.';
  }
  return vary(
    'A direction is named only once past forecasts of it have beaten the base rate; until then it stays a coin flip.',
    'Standing evidence that past direction forecasts beat the base rate; without it we keep calling a coin flip a coin flip.',
  );
}
