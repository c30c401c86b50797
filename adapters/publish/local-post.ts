import type { ToldRelease, ToldRoot } from '../../activities/ports.ts';
import type { PostPart } from '../../domain/report/post/messages.ts';
import { postText } from '../../domain/report/post/release-post.ts';
import { rootText } from '../../domain/record/root-post.ts';

/** For whom sits at the machine: the plain text, however late. */
export function localPost({ document, context }: ToldRelease): PostPart[] {
  return [{ html: null, text: postText(document, context), photo: null }];
}

export function localRoot(told: ToldRoot): PostPart[] {
  return [{ html: null, text: rootText(told, told), photo: null }];
}
