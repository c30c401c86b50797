/** What the page tells of past forecasts: planned releases of the served market, each figure with how many it is counted from. */
import { MIN_DECISIONS_FOR_COVERAGE } from '../../narrative/forecast-facts.ts';
import { formatPercent, formatSignedPercent } from '../../narrative/figures.ts';
import type { EpochMs } from '../../market/candles.ts';
import type { Estimate } from '../../scoring/block-bootstrap.ts';
import { claimSentence, type ToldClaim } from '../claim-sentence.ts';
import { html, type Markup } from './html.ts';
import type { PageFrame } from './input.ts';
import type { PageWording } from './wording.ts';
import { WORDS } from './words.ts';

/** One symbol and horizon; a cell of the track record is one. */
export interface PageScore {
  readonly symbol: string;
  readonly horizonHours: number;
  readonly counts: Readonly<Record<'slots' | 'published' | 'missed' | 'fallback' | 'resolved' | 'pending', number>>;
  /** Null before an outcome is known. */
  readonly published: {
    readonly n: number;
    readonly crpsSkill: Estimate;
    readonly coverage: Readonly<Record<'50' | '80' | '95', number>>;
    readonly coverageIsEnough: boolean;
  } | null;
  readonly allSlots: { readonly slots: number; readonly crpsSkill: number } | null;
  readonly claims: { readonly width: ToldClaim; readonly direction: ToldClaim };
}

/** What stands for everything that was committed on one UTC day. */
export interface PageDay {
  /** `2026-11-20` */
  readonly day: string;
  readonly entries: number;
  /** Hexadecimal. */
  readonly root: string;
}

export interface PageTrack {
  readonly asOf: EpochMs;
  /** Hash of the last entry that it is counted from; null for an empty record. */
  readonly head: string | null;
  /** Ascending by symbol, then horizon. */
  readonly scores: readonly PageScore[];
  /** The newest days whose root is final, newest first. */
  readonly days: readonly PageDay[];
}

/** Share of outcomes inside the 80 % range; words where there are too few. */
export function heldText({ published }: PageScore, figure: (english: string) => string, words: PageWording): string {
  if (!published?.coverageIsEnough) return words.notEnough(published?.n ?? 0, MIN_DECISIONS_FOR_COVERAGE);
  return figure(formatPercent(published.coverage['80']));
}

/** All three shares: the narrow range, the middle one, the wide one. */
export function coverageText(score: PageScore, figure: (english: string) => string, words: PageWording): string {
  const { published } = score;
  if (!published?.coverageIsEnough) return heldText(score, figure, words);
  const shares = (['50', '80', '95'] as const).map((name) => formatPercent(published.coverage[name], 0));
  return figure(shares.join(' / ').replaceAll('% ', ' '));
}

/** Skill in CRPS against climatology with where 95 of 100 resampled records lie; of that alone there are words where it says nothing. */
export function skillText({ published }: PageScore, figure: (english: string) => string, words: PageWording): Markup {
  const { value, low, high } = published?.crpsSkill ?? { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  if (!published?.coverageIsEnough || ![value, low, high].every(Number.isFinite)) {
    return html`${words.notEnough(published?.n ?? 0, MIN_DECISIONS_FOR_COVERAGE)}`;
  }
  const [middle, from, to] = [value, low, high].map((share) => figure(formatSignedPercent(share)));
  return html`${middle}<small>${words.between(from, to)}</small>`;
}

/** What may be said of the ranges and of the direction. */
export function claimTexts({ symbol, horizonHours, claims }: PageScore, { language }: PageFrame) {
  const { page, release } = WORDS[language];
  const horizon = release.horizon(horizonHours);
  return {
    width: claimSentence(claims.width, page.claimedRanges(symbol, horizon), page.rangesBase, language),
    direction: claimSentence(claims.direction, page.claimedDirection(symbol, horizon), page.directionBase, language),
  };
}
