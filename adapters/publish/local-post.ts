import type { ToldRelease } from '../../activities/ports.ts';
import type { PostPart } from '../../domain/report/post/messages.ts';
import { postText } from '../../domain/report/post/release-post.ts';

/** For whom sits at the machine: the plain text, however late. */
export function localPost({ document, context }: ToldRelease): PostPart[] {
  return [{ html: null, text: postText(document, context), photo: null }];
}
