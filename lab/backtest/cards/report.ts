/** The page of the cards: what was advised, what came of it, what trading cost, and what a late reader got. */
import { durationText } from '../../../domain/market/moments.ts';
import type { AccountFigures } from '../../../domain/performance/report/account-figures.ts';
import { reportText, table } from '../../../domain/performance/report/report-text.ts';
import type { Shortfall } from '../../../domain/performance/shortfall.ts';
import { costsText, EQUITY_PICTURE, HINDSIGHT, limitsText, sourcesText } from '../report.ts';
import type { BacktestHead } from '../summary.ts';
import type { CardCounts } from './counts.ts';
import type { ReaderResult } from './reader.ts';

export interface CardsSummary extends BacktestHead, AccountFigures {
  readonly market: 'spot' | 'perp';
  readonly releases: { readonly slots: readonly string[]; readonly zone: string };
  readonly accounts: readonly string[];
  readonly cards: CardCounts;
  readonly shortfall: Shortfall;
  /** By delay; empty where no minutes were given. */
  readonly reader: readonly ReaderResult[];
}

export function cardsReport(summary: CardsSummary): string {
  const { strategy, symbol, from, to } = summary;
  return reportText({
    ...summary,
    name: strategy,
    title: `${strategy} on ${symbol}, ${from.slice(0, 10)} to ${to.slice(0, 10)}`,
    lead: leadOf(summary),
    pictures: [EQUITY_PICTURE],
    sections: [
      cardsSection(summary.cards),
      shortfallSection(summary.shortfall),
      readerSection(summary.reader),
      ...(summary.byRegime === null ? [] : [HINDSIGHT]),
    ],
  });
}

function leadOf(summary: CardsSummary): string[] {
  const { bars, barMs, costs, startQuote, market, releases, accounts } = summary;
  return [
    `Releases at ${releases.slots.join(' and ')} ${releases.zone}, their cards for a ${market === 'spot' ? 'spot market' : 'perpetual'} traded by the executor on ${bars} bars of`,
    `${durationText(barMs)}; ${accounts.length > 1 ? `accounts ${accounts.join(' and ')}, ` : ''}${startQuote} at the start, ${costsText(costs)}. A card is entered at the open after its cutoff, one at a time`,
    `in an account; the whole convention is in docs/TRADING.md. ${limitsText(summary.limits)}`,
    '',
    sourcesText(summary.provenance),
  ];
}

function cardsSection(cards: CardCounts) {
  const { LONG, SHORT, 'NO-TRADE': none } = cards.actions;
  const best = cards.bestExpectedBps;
  return {
    title: 'What was advised',
    lines: [
      `${cards.releases} releases: ${LONG} LONG, ${SHORT} SHORT, ${none} NO-TRADE${sentence('refused for their prices', cards.refused)}.`,
      ...(best === null
        ? []
        : [
            `Expected value of the best of the candidates after costs, in ten-thousandths of the price: median ${best.median.toFixed(1)}, one in a hundred above ${best.p99.toFixed(1)}, highest ${best.highest.toFixed(1)}.`,
          ]),
      '',
      ...table(['reason for NO-TRADE', 'cards'], pairs(cards.reasons)),
      ...(Object.keys(cards.vetoes).length > 0 ? table(['veto of the verifier', 'cards'], pairs(cards.vetoes)) : []),
      `${cards.offered} plans were handed to the executor${sentence('not taken', cards.notTaken)}.`,
    ],
  };
}

function sentence(what: string, counts: Readonly<Record<string, number>>): string {
  const each = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return each.length === 0 ? '' : `; ${what}: ${each.join(', ')}`;
}

function pairs(counts: Readonly<Record<string, number>>): string[][] {
  return Object.entries(counts).map(([name, count]) => [name, String(count)]);
}

function shortfallSection({ fills, quote, meanBps, medianBps, p95Bps }: Shortfall) {
  const text =
    fills === 0
      ? 'Nothing was filled.'
      : `${fills} fills cost ${quote.toFixed(2)} against the bid or ask that was seen when their orders left: ${meanBps.toFixed(2)} ten-thousandths on average, median ${medianBps.toFixed(2)}, one in twenty above ${p95Bps.toFixed(2)}. Each is in fills.csv.`;
  return { title: 'Implementation shortfall', lines: [text] };
}

function readerSection(reader: readonly ReaderResult[]) {
  const measured = reader.some(({ cards }) => cards > 0);
  return {
    title: 'What a reader gets who acts later',
    lines: measured
      ? [
          'Each card in an account of its own, entered at the first minute that opens at or after the cutoff and the delay:',
          '',
          ...table(
            ['seconds', 'cards', 'mean of P&L / notional', 'P&L'],
            reader.map(({ delaySeconds, cards, meanBps, pnlQuote }) => [
              String(delaySeconds),
              String(cards),
              `${(meanBps / 100).toFixed(3)} %`,
              pnlQuote.toFixed(2),
            ]),
          ),
        ]
      : ['Not measurable: it takes candles of one minute around the releases (`--minutes`).'],
  };
}
