/** The first and the last lines of a post: of what and when, how old, how to check it, what comes next. */
import { formatAge, formatPrice, priceDecimals } from '../../narrative/figures.ts';
import type { ReportInput } from '../input.ts';
import type { PostContext } from './context.ts';
import { bold, code, italic, plain, type RichLine } from './rich.ts';
import type { Section } from './section.ts';
import type { Wording } from './wording.ts';

export function opening(input: ReportInput, { zone }: PostContext, wording: Wording): Section {
  const { symbol, cutoff, basePrice } = input;
  const price = basePrice === null ? null : wording.figure(formatPrice(basePrice, priceDecimals(basePrice)));
  return {
    isEssential: true,
    lines: [
      ...(input.source === 'simulated' ? [[bold(wording.simulated)]] : []),
      [bold(symbol), plain(` · ${wording.moment(Date.parse(cutoff), zone)}`)],
      ...(price === null ? [] : [[bold(price), plain(` · ${sourcesLine(input, wording)}`)]]),
    ],
  };
}

function sourcesLine({ sources }: ReportInput, wording: Wording): string {
  const age = sources.find(({ name }) => name.startsWith('prices:'))?.ageMs ?? null;
  const degraded = sources.filter(({ status }) => status === 'degraded').map(({ name }) => name);
  return [
    ...(age === null ? [] : [wording.dataAge(formatAge(age))]),
    ...(degraded.length === 0 ? [] : [wording.degraded(degraded)]),
  ].join(', ');
}

/** Nothing of a forecast: what happened, in one line. */
export function refusal({ status, error }: ReportInput, wording: Wording): Section {
  const cause = error?.code ?? 'internal';
  return { isEssential: true, lines: [[plain(status === 'missed' ? wording.missed(cause) : wording.refused(cause))]] };
}

export function closing({ ledger, nextSlotAt, zone }: PostContext, wording: Wording): Section {
  const lines: RichLine[] = [
    ...(nextSlotAt === null ? [] : [[plain(wording.next(wording.moment(nextSlotAt, zone)))]]),
    [italic(wording.disclaimer)],
    ...(ledger === null ? [] : [[plain(`#${ledger.sequence} `), code(ledger.hash)]]),
  ];
  return { isEssential: true, lines };
}
