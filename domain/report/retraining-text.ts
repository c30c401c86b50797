/** What a retraining found, as a person reads it in a terminal. */
import type { StateAtHorizon, StateSummary } from '../ensemble/retraining.ts';
import type { RegisteredWatch } from '../ensemble/registered.ts';
import { dayText } from '../market/moments.ts';
import { formatCount, formatHorizon, formatPercent } from '../narrative/figures.ts';
import { figureTable } from './blocks.ts';
import { alignedTable } from './console/layout.ts';
import { paintFor } from './console/paint.ts';
import { coverageText } from './coverage-text.ts';

export interface Retraining {
  readonly symbol: string;
  readonly source: string;
  readonly kept: 'new' | 'same';
  readonly now: StateSummary;
  readonly before: StateSummary | null;
  readonly watches: readonly RegisteredWatch[];
}

export function retrainingText({ symbol, source, kept, now, before, watches }: Retraining): string {
  const { boundary, bars, dropped } = now;
  const found = kept === 'new' ? 'registered' : 'the stored state was found again to the byte';
  return [
    `${symbol}, ${source} prices: learned from ${formatCount(bars)} bars up to ${dayText(boundary)}, ${found}`,
    ...(before
      ? [
          `Ran before: the state of ${dayText(before.boundary)}${before.recipe === now.recipe ? '' : `, recipe ${before.recipe}`}`,
        ]
      : ['Nothing ran before.']),
    ...alignedTable(comparison(now, before), Number.POSITIVE_INFINITY, paintFor(false)),
    ...dropped.map(({ member, reason }) => `Without ${member}: ${reason}`),
    coverageText(watches),
  ].join('\n');
}

function comparison(now: StateSummary, before: StateSummary | null) {
  const core = Object.keys(now.horizons[0]?.shares ?? {});
  return figureTable(
    ['horizon', 'skill %', '80 % held', ...core.map((member) => `share of ${member} %`)],
    now.horizons.map((horizon) => {
      const old = before?.horizons.find(({ horizonHours }) => horizonHours === horizon.horizonHours);
      return [
        formatHorizon(horizon.horizonHours),
        both(old, horizon, ({ rehearsal }) => rehearsal?.skill),
        both(old, horizon, ({ rehearsal }) => rehearsal?.coverage80),
        ...core.map((member) => both(old, horizon, ({ shares }) => shares[member])),
      ];
    }),
  );
}

/** `2.1 → 2.3`, or `2.3` where nothing ran before. */
function both(
  old: StateAtHorizon | undefined,
  now: StateAtHorizon,
  of: (state: StateAtHorizon) => number | undefined,
): string {
  const text = (share: number | undefined) => (share === undefined ? '–' : formatPercent(share).replace(/\s*%$/, ''));
  return old ? `${text(of(old))} → ${text(of(now))}` : text(of(now));
}
