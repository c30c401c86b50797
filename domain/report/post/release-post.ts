/** What a channel is told of a release: ranges and touches first, all of it readable in thirty seconds on a phone. */
import { isPublished, type ReportInput } from '../input.ts';
import type { PostContext } from './context.ts';
import { forecastSections } from './forecast-sections.ts';
import { closing, opening, refusal } from './frame-sections.ts';
import { plainText, type RichLine } from './rich.ts';
import type { Section } from './section.ts';
import type { Language } from './wording.ts';
import { WORDINGS } from './wordings.ts';

export interface ReleasePost {
  /** Goes with the chart; at most `limit` characters as a reader counts them. */
  readonly caption: readonly RichLine[];
  /** What did not fit; empty where all did. */
  readonly details: readonly RichLine[];
}

/**
 * The post of a release in one language. What a reader must see stays with the picture: the frame, the ranges, the touches,
 * the card and the hash; other sections follow there in reading order as long as they fit, and after it where they do not.
 *
 * @example releasePost(document, { ledger, zone: 'Asia/Jerusalem', nextSlotAt, change: null, live: null }, 'ru', 1_024).caption
 */
export function releasePost(input: ReportInput, context: PostContext, language: Language, limit: number): ReleasePost {
  const wording = WORDINGS[language];
  const sections: Section[] = [
    opening(input, context, wording),
    ...(isPublished(input) ? forecastSections(input, context, wording) : [refusal(input, wording)]),
    closing(context, wording),
  ].filter(({ lines }) => lines.length > 0);
  const kept = new Set(sections.filter(({ isEssential }) => isEssential));
  for (const section of sections) {
    if (kept.has(section)) continue;
    const together = sections.filter((one) => one === section || kept.has(one));
    if (plainText(laid(together)).length <= limit) kept.add(section);
  }
  return {
    caption: laid(sections.filter((section) => kept.has(section))),
    details: laid(sections.filter((section) => !kept.has(section))),
  };
}

/** The whole post as one plain text, for terminals and files. */
export function postText(input: ReportInput, context: PostContext, language: Language = 'en'): string {
  const { caption, details } = releasePost(input, context, language, Number.POSITIVE_INFINITY);
  return plainText([...caption, ...details]);
}

function laid(sections: readonly Section[]): RichLine[] {
  return sections.flatMap(({ lines }, i) => (i === 0 ? lines : [[], ...lines]));
}
