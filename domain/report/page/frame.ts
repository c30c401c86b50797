/** What stands around every page: head, banner, languages, foot. No scripts; one style sheet inside. */
import { html, Markup } from './html.ts';
import type { PageFrame } from './input.ts';
import { link } from './link.ts';
import { PAGE_STYLE } from './style.ts';
import { WORDS } from './words.ts';

export function page(frame: PageFrame, title: string | null, content: Markup): string {
  const { release: wording, page: words } = WORDS[frame.language];
  const other = frame.language === 'en' ? 'ru' : 'en';
  // The style sheet must stay as its hash in the security policy knows it.
  const style = new Markup(`<style>${PAGE_STYLE}</style>`);
  return `<!doctype html>\n${
    html`<html lang="${frame.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${title === null ? words.title : `${title} · Almanac`}</title><meta name="description" content="${words.promise}">
<link rel="alternate" hreflang="${other}" href="${link(frame.path, other)}"><link rel="icon" href="/icon.svg" type="image/svg+xml">
${style}</head>
<body><a class="skip" href="#main">${words.skipToForecast}</a>
<header class="top"><a class="mark" href="${link('/', frame.language)}">Almanac</a><a href="${link(frame.path, other)}" hreflang="${other}" lang="${other}">${words.otherLanguage}</a></header>
${frame.isSimulated && html`<p class="banner" role="note">${wording.simulated}</p>`}
<main id="main">${content}</main>
<footer class="bottom"><p>${wording.disclaimer}</p><p><a href="/v1/openapi.json">${words.source}</a></p></footer></body></html>`
      .text
  }\n`;
}
