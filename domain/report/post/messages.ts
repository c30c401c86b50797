/** A post as the messages that carry it: the picture with what stands under it, then what else there is to say. */
import { cutLines } from './cut-lines.ts';
import type { ReleasePost } from './release-post.ts';
import { code, plainText, type RichLine, telegramHtml } from './rich.ts';

/** What Telegram takes, in UTF-16 units after its markup is read. */
export const MESSAGE_LIMIT = 4_096;
export const CAPTION_LIMIT = 1_024;

/** One message. */
export interface PostPart {
  /** What is said, with markup; `text` is the same without, for whom or what takes none. */
  readonly html: string | null;
  readonly text: string;
  /** Key of the picture it stands under. */
  readonly photo: string | null;
}

/** Room for the key under each message. */
export const KEY_ROOM = 16;

/** Each message ends with the key (at most 15 characters) by which it can be found again. At least one message. */
export function postParts({ caption, details }: ReleasePost, photo: string | null, key: string): PostPart[] {
  const limit = (photo === null ? MESSAGE_LIMIT : CAPTION_LIMIT) - KEY_ROOM;
  const [first = [], ...more] = cutLines(caption, limit);
  const rest = cutLines([...more.flat(), ...details], MESSAGE_LIMIT - KEY_ROOM);
  return [partOf(first, key, photo), ...rest.map((lines) => partOf(lines, key, null))];
}

function partOf(lines: readonly RichLine[], key: string, photo: string | null): PostPart {
  const tagged = [...lines, [code(key)]];
  return { html: telegramHtml(tagged), text: plainText(tagged), photo };
}
