/** What a bot says: lines, and at most one button to confirm something with. */
import { bold, plain, type RichLine } from '../../domain/report/post/rich.ts';

export interface Picture {
  readonly png: Uint8Array;
  readonly caption: string;
}

export interface Reply {
  readonly lines: readonly RichLine[];
  /** Behind the lines. */
  readonly pictures?: readonly Picture[];
  readonly button?: { readonly label: string; readonly nonce: string };
}

export function says(...texts: readonly string[]): Reply {
  return { lines: texts.map((text) => [plain(text)]) };
}

/** `name  what is so` */
export function row(name: string, found: string): RichLine {
  return [bold(name), plain(` ${found}`)];
}

export function titled(title: string, lines: readonly RichLine[], otherwise: string): Reply {
  return { lines: [[bold(title)], ...(lines.length > 0 ? lines : [[plain(otherwise)]])] };
}
