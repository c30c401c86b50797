/** The root of a day as a channel shows it: whoever keeps the message can check that nothing of that day was changed since. */
import type { DayLine } from './lines.ts';
import type { NamedDay } from './day-root.ts';
import type { ReleasePost } from '../report/post/release-post.ts';
import { bold, code, plain, plainText } from '../report/post/rich.ts';
import type { Language } from '../report/post/wording.ts';
import { WORDINGS } from '../report/post/wordings.ts';

export function rootPost(
  { source, day }: NamedDay,
  { entries, root }: Pick<DayLine, 'entries' | 'root'>,
  language: Language,
): ReleasePost {
  const wording = WORDINGS[language];
  const caption = [
    ...(source === 'simulated' ? [[bold(wording.simulated)]] : []),
    [bold(wording.dayRoot(day, entries))],
    [code(root)],
    [plain(wording.rootCheck)],
    [code(`node verify-record.mjs record.jsonl --root=${day}:${root}`)],
  ];
  return { caption, details: [] };
}

export function rootText(named: NamedDay, made: Pick<DayLine, 'entries' | 'root'>): string {
  return plainText(rootPost(named, made, 'en').caption);
}
