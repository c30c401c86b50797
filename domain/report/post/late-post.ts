/** The post of a release at the moment it is told: what comes late says so, and a forecast that is over is none (P1). */
import type { EpochMs } from '../../market/candles.ts';
import { isPublished, type ReportInput } from '../input.ts';
import type { PostContext } from './context.ts';
import { type ReleasePost, releasePost } from './release-post.ts';
import { bold, code, plain, plainText, type RichLine } from './rich.ts';
import type { Language, Wording } from './wording.ts';
import { WORDINGS } from './wordings.ts';

export interface Moment {
  /** `over`: the first horizon has passed. */
  readonly timeliness: 'new' | 'late' | 'over';
  readonly committedAt: EpochMs;
  readonly at: EpochMs;
}

export function postAt(
  moment: Moment,
  input: ReportInput,
  context: PostContext,
  language: Language,
  limit: number,
): ReleasePost {
  if (moment.timeliness === 'new') return releasePost(input, context, language, limit);
  const late = lateLine(moment, context, WORDINGS[language]);
  if (moment.timeliness === 'over' && isPublished(input)) return overPost(late, input, context, WORDINGS[language]);
  const { caption, details } = releasePost(input, context, language, limit - plainText([late, []]).length - 1);
  return { caption: [late, [], ...caption], details };
}

function lateLine({ committedAt, at }: Moment, { zone }: PostContext, wording: Wording): RichLine {
  return [bold(wording.late(wording.moment(committedAt, zone), wording.moment(at, zone)))];
}

/** Nothing that could still be acted on: that it was made, when it was recorded, and by which hash it is found. */
function overPost(late: RichLine, input: ReportInput, { ledger, zone }: PostContext, wording: Wording): ReleasePost {
  const caption: RichLine[] = [
    [bold(input.symbol), plain(` · ${wording.moment(Date.parse(input.cutoff), zone)}`)],
    late,
    [plain(wording.over)],
    ...(ledger === null ? [] : [[plain(`#${ledger.sequence} `), code(ledger.hash)]]),
  ];
  return { caption: input.source === 'simulated' ? [[bold(wording.simulated)], ...caption] : caption, details: [] };
}
