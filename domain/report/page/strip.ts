/** Where an outcome fell in its forecast, as a strip of ranks: even marks mean honest ranges, whatever the prices were. */
import { html, type Markup } from './html.ts';
import type { PageOutcome } from './input.ts';
import type { PageWording } from './wording.ts';

const WIDTH = 80;
const HEIGHT = 16;
const INSIDE_80 = [0.1, 0.9] as const;
const INSIDE_50 = [0.25, 0.75] as const;

/** Undefined: not resolved yet. */
export function strip(outcome: PageOutcome | undefined, wording: PageWording): Markup {
  const words = wordsOf(outcome, wording);
  const rank = outcome?.rank ?? null;
  return html`<svg class="strip" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${words}"><title>${words}</title>${band([0, 1], 'band95')}${band(INSIDE_80, 'band80')}${band(INSIDE_50, 'band50')}${rank !== null && mark(rank)}</svg>`;
}

export function isInside80(rank: number): boolean {
  return rank >= INSIDE_80[0] && rank <= INSIDE_80[1];
}

function wordsOf(outcome: PageOutcome | undefined, wording: PageWording): string {
  if (outcome === undefined) return wording.pending;
  if (outcome.rank === null) return wording.voided;
  return isInside80(outcome.rank) ? wording.inside : wording.outside;
}

function band([from, to]: readonly [number, number], name: string): Markup {
  return html`<rect class="${name}" x="${WIDTH * from}" y="5" width="${WIDTH * (to - from)}" height="6"/>`;
}

function mark(rank: number): Markup {
  const x = Math.min(WIDTH - 4, Math.max(4, WIDTH * rank)).toFixed(1);
  // Shape as well as colour: not everybody sees both.
  return isInside80(rank)
    ? html`<circle class="hit" cx="${x}" cy="8" r="4"/>`
    : html`<path class="miss" d="M${x} 3l5 5-5 5-5-5z"/>`;
}
