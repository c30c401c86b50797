/** What a reader sees of a text with markup, or why Telegram would not take it. */
import { BotApiError } from './errors.ts';

const TAGS = /^(b|strong|i|em|u|s|code|pre|a|blockquote)$/;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

export function visibleText(text: string, parseMode: unknown): string {
  return parseMode === 'HTML' ? readHtml(text) : text;
}

function readHtml(text: string): string {
  const open: string[] = [];
  const shown = text.replace(
    /<(\/?)([^<>\s/]*)(\s[^<>]*)?>|<|&(\w+|#\d+);/g,
    (found, closing, tag, _attributes, entity) => {
      if (entity !== undefined) return ENTITIES[entity as string] ?? found;
      if (found === '<' || !TAGS.test(tag as string)) throw cannotParse(`Unsupported start tag "${String(tag ?? '')}"`);
      if (!closing) open.push(tag as string);
      else if (open.pop() !== tag) throw cannotParse(`Unexpected end tag "${String(tag)}"`);
      return '';
    },
  );
  if (open.length > 0) throw cannotParse(`Can't find end tag corresponding to start tag "${open.join()}"`);
  return shown;
}

function cannotParse(why: string): BotApiError {
  return new BotApiError(400, `Bad Request: can't parse entities: ${why}`);
}
