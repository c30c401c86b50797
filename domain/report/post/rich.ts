/** Text of a post before it is written for a channel: lines of spans, so that nothing is escaped twice or cut inside a tag. */

export interface Span {
  readonly text: string;
  readonly style?: 'bold' | 'italic' | 'code';
}

export type RichLine = readonly Span[];

export const plain = (text: string): Span => ({ text });
export const bold = (text: string): Span => ({ text, style: 'bold' });
export const italic = (text: string): Span => ({ text, style: 'italic' });
export const code = (text: string): Span => ({ text, style: 'code' });

export function plainText(lines: readonly RichLine[]): string {
  return lines.map((line) => line.map(({ text }) => text).join('')).join('\n');
}

const TAGS = { bold: 'b', italic: 'i', code: 'code' } as const;

/**
 * HTML as Telegram's Bot API reads it; every span is escaped by itself.
 *
 * @example telegramHtml([[bold('a < b')]]) // '<b>a &lt; b</b>'
 */
export function telegramHtml(lines: readonly RichLine[]): string {
  return lines.map((line) => line.map(spanHtml).join('')).join('\n');
}

function spanHtml({ text, style }: Span): string {
  const escaped = escapeHtml(text);
  return style === undefined ? escaped : `<${TAGS[style]}>${escaped}</${TAGS[style]}>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
