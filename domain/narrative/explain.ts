/** The text of a release from templates: ranges and touch chances first, then direction, width and worth so far. */
import { debate } from './debate.ts';
import type { Explanation } from './explanation.ts';
import type { FactSheet } from './fact-sheet.ts';
import { type Telling, tellingOf } from './telling.ts';

/**
 * Explanation of a release; every number in it is on the sheet (`ungroundedNumbers` finds none).
 *
 * @example explain(factSheet(document)).headline // 'BTC/USDT, next 24 h: 26,410 to 27,890 with 80% probability; direction is a coin flip'
 */
export function explain(sheet: FactSheet): Explanation {
  const telling = tellingOf(sheet);
  const sentences = [range(telling), touches(telling), direction(telling), width(telling), worth(telling)];
  return {
    origin: 'template',
    headline: headline(telling),
    summary: sentences.filter((sentence) => sentence !== '').join(' '),
    ...debate(sheet),
  };
}

function headline({ facts, lead }: Telling): string {
  const direction = facts.is(`${lead}.directional`, true)
    ? `a higher close has a ${facts.text(`${lead}.pUp`)} chance`
    : 'direction is a coin flip';
  const simulated = facts.is('source', 'simulated') ? 'Simulated market: ' : '';
  return `${simulated}${facts.text('symbol')}, next ${facts.text(`${lead}.horizon`)}: ${span({ facts }, `${lead}.interval80`)} with ${facts.text(`${lead}.interval80.share`)} probability; ${direction}`;
}

function range(telling: Telling): string {
  const { facts, lead, vary } = telling;
  const [base, horizon] = [facts.text('base'), facts.text(`${lead}.horizon`)];
  const [eighty, ninetyFive] = [span(telling, `${lead}.interval80`), span(telling, `${lead}.interval95`)];
  const [s80, s95] = [facts.text(`${lead}.interval80.share`), facts.text(`${lead}.interval95.share`)];
  return `${vary(
    `In ${horizon} ${base} should stand between ${eighty.replace(' to ', ' and ')} with ${s80} probability (${s95}: ${ninetyFive})`,
    `The ${s80} range for ${base} in ${horizon} is ${eighty}, the ${s95} range ${ninetyFive}`,
    `We put ${s80} on ${base} being within ${eighty} in ${horizon}, and ${s95} on ${ninetyFive}`,
  )}, around a median of ${facts.text(`${lead}.median`)}, ${medianChange(telling)}.`;
}

function medianChange({ facts, lead }: Telling): string {
  const change = facts.text(`${lead}.medianChange`);
  const from = `the ${facts.text('basePrice')} at the cutoff`;
  if (Number.parseFloat(change.replace('−', '')) === 0) return `level with ${from}`;
  return `${change.replace(/^[+−]/, '')} ${change.startsWith('−') ? 'below' : 'above'} ${from}`;
}

function touches({ facts, vary }: Telling): string {
  if (!facts.has('scenarios.upper')) return '';
  const [upper, lower] = [facts.text('scenarios.upper'), facts.text('scenarios.lower')];
  const [up, down] = [facts.text('scenarios.upFirst'), facts.text('scenarios.downFirst')];
  const neither = facts.text('scenarios.neither');
  return vary(
    `On the way, ${upper} is reached first in ${up} of the paths and ${lower} in ${down}; ${neither} touch neither.`,
    `The chance that ${upper} is touched first is ${up}, that ${lower} is touched first ${down}, and that both hold ${neither}.`,
    `Of the levels to watch, ${upper} is hit first with ${up} and ${lower} with ${down}; with ${neither} neither is touched.`,
  );
}

function direction({ facts, lead, vary }: Telling): string {
  const [pUp, baseRate] = [facts.text(`${lead}.pUp`), facts.text(`${lead}.baseline.pUp`)];
  if (facts.is(`${lead}.directional`, true)) {
    return vary(
      `The chance of a higher close is ${pUp}, against a base rate of ${baseRate}: a small lean, not a call.`,
      `A higher close has ${pUp}, where the base rate is ${baseRate}; that edge is small and can be wrong many times in a row.`,
    );
  }
  return vary(
    `On direction this is a coin flip: a higher close has ${pUp}, which is the base rate and nothing more.`,
    `Up or down is a coin flip (${pUp} for a higher close, the plain base rate): nothing we measure has earned a say on it.`,
    `We have no view on direction; ${pUp} for a higher close is the base rate, in other words a coin flip.`,
  );
}

function width(telling: Telling): string {
  const { facts, lead } = telling;
  const baseline = facts.text(`${lead}.baseline.name`);
  if (facts.is(`${lead}.method`, 'baseline')) {
    return `Too few models answered, so this forecast is the baseline (${baseline}) itself and claims nothing beyond it.`;
  }
  if (!facts.has(`${lead}.widthVsBaseline`)) return '';
  const reference = `${baseline}’s ${span(telling, `${lead}.baseline.interval80`)}`;
  const difference = facts.text(`${lead}.widthVsBaseline`);
  if (difference === '0%') return `The range is as wide as ${reference}.`;
  const word = facts.number(`${lead}.widthVsBaseline`) < 0 ? 'narrower' : 'wider';
  const mood = word === 'narrower' ? 'calmer' : 'livelier';
  return `The range is ${difference} ${word} than ${reference}: the market looks ${mood} than the average of the past year.`;
}

function worth({ facts, lead }: Telling): string {
  const found = (name: string) => facts.text(`${lead}.walkForward.${name}`);
  const known = (name: string) => facts.has(`${lead}.walkForward.${name}`);
  if (!known('decisions')) return 'There is not enough history yet to say what such forecasts have been worth.';
  const n = `n = ${found('decisions')}`;
  if (!known('coverage80')) return `What such forecasts have been worth cannot be said: not enough yet (${n}).`;
  const skill = facts.number(`${lead}.walkForward.skill`);
  const better = found('skill').replace(/^[+−]/, '');
  const score = skill > 0 ? `${better} better than` : skill < 0 ? `${better} worse than` : 'no better than';
  return `Walk-forward from ${found('from')} to ${found('to')} (${n}) such forecasts scored ${score} ${facts.text(`${lead}.baseline.name`)} in CRPS, and the ${facts.text(`${lead}.interval80.share`)} range held ${found('coverage80')} of the time.`;
}

function span({ facts }: Pick<Telling, 'facts'>, interval: string): string {
  return `${facts.text(`${interval}.low`)} to ${facts.text(`${interval}.high`)}`;
}
