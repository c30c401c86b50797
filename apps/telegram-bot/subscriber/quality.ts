/** How good the planned forecasts of a symbol have been at the longest horizon, from outcomes in the record. */
import type { OutcomeBody } from '../../../domain/ledger/outcome-entry.ts';
import { MIN_DECISIONS_FOR_COVERAGE } from '../../../domain/narrative/forecast-facts.ts';
import { formatPercent, formatSignedPercent } from '../../../domain/narrative/figures.ts';
import type { Language } from '../../../domain/report/post/wording.ts';
import type { BotDesk } from '../desk.ts';
import { type Reply, row, says } from '../reply.ts';
import { SUBSCRIBER_WORDINGS } from './wording.ts';

export async function quality({ stores, source, symbols }: BotDesk, language: Language): Promise<Reply> {
  const entries = await stores.ledger.entries(source, { kind: 'outcome' });
  const outcomes = entries.map(({ body }) => JSON.parse(body) as OutcomeBody);
  return { lines: symbols.flatMap((symbol) => qualityLines(symbol, outcomes, language)) };
}

export function qualityLines(symbol: string, outcomes: readonly OutcomeBody[], language: Language): Reply['lines'] {
  const wording = SUBSCRIBER_WORDINGS[language];
  const known = outcomes.filter(
    (outcome) => outcome.symbol === symbol && outcome.stream === 'planned' && outcome.scores,
  );
  const longest = Math.max(0, ...known.map(({ horizonHours }) => horizonHours));
  const scored = known.filter(({ horizonHours }) => horizonHours === longest);
  const n = scored.length;
  if (n < MIN_DECISIONS_FOR_COVERAGE) {
    return [row(symbol, ''), ...says(wording.notEnough(n, MIN_DECISIONS_FOR_COVERAGE)).lines];
  }
  const held = scored.filter(({ scores }) => scores?.covered['80']).length / n;
  const texts = [wording.quality(symbol, longest), wording.held(formatPercent(held), n)];
  const skill = skillOf(scored);
  return says(...texts, ...(skill === null ? [] : [wording.skill(formatSignedPercent(skill), n)])).lines;
}

/** 1 − CRPS ÷ CRPS of climatology, over the same outcomes (METHODS §2); null where climatology is not scored with each. */
function skillOf(scored: readonly OutcomeBody[]): number | null {
  const climatology = scored.map(({ baselines }) => baselines.find(({ name }) => name === 'climatology')?.scores?.crps);
  if (climatology.some((crps) => crps === undefined)) return null;
  const sum = (values: readonly (number | undefined)[]) =>
    values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return 1 - sum(scored.map(({ scores }) => scores?.crps)) / sum(climatology);
}
