/** Blocks of a report as one HTML page that needs nothing else: no script, no other file, light and dark. */
import type { ReportBlock } from './blocks.ts';
import { html, Markup } from './page/html.ts';

const STYLE = `:root{color-scheme:light dark;--ink:#182033;--muted:#5d677c;--paper:#fff;--line:#e2e6ee;--zebra:#f6f7fb;--accent:#3142b0}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9f0;--muted:#9aa4b8;--paper:#12161f;--line:#2a3142;--zebra:#181d29;--accent:#93a2ff}}
body{margin:0 auto;max-width:64rem;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2.4rem;color:var(--accent)}p,li{max-width:46rem;overflow-wrap:anywhere}
.banner{background:#b45309;color:#fff;font-weight:700;padding:.6rem 1rem;border-radius:.4rem;text-align:center;max-width:none}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums;width:100%}
th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap}th{color:var(--muted);font-weight:600}
tbody tr:nth-child(odd){background:var(--zebra)}.right{text-align:right}figure{margin:1.5rem 0}figure img{width:100%;height:auto;border-radius:.4rem}
figcaption{color:var(--muted);font-size:.85rem;max-width:46rem}`;

export function blocksPage(title: string, blocks: readonly ReportBlock[]): string {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${new Markup(STYLE)}</style></head><body><main>${blocks.map(blockMarkup)}</main></body></html>
`;
  return page.text;
}

function blockMarkup(block: ReportBlock): Markup {
  switch (block.kind) {
    case 'heading':
      return block.level === 1 ? html`<h1>${block.text}</h1>` : html`<h2>${block.text}</h2>`;
    case 'banner':
      return html`<p class="banner">${block.text}</p>`;
    case 'paragraph':
      return html`<p>${block.text}</p>`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
    case 'table': {
      const cell = (text: string, i: number, tag: 'th' | 'td') =>
        html`${new Markup(`<${tag} class="${block.align[i]}">`)}${text}${new Markup(`</${tag}>`)}`;
      const head = html`<tr>${block.header.map((text, i) => cell(text, i, 'th'))}</tr>`;
      const rows = block.rows.map((row) => html`<tr>${row.map((text, i) => cell(text, i, 'td'))}</tr>`);
      return html`<div class="wide"><table><thead>${head}</thead><tbody>${rows}</tbody></table></div>`;
    }
    case 'chart':
      return html`<figure>${picture(block.svg, block.caption)}<figcaption>${block.caption}</figcaption></figure>`;
    default:
      return block satisfies never;
  }
}

/** As a picture of its own: charts on one page have parts of the same names, and take each other's. */
function picture(svg: string, caption: string): Markup {
  const source = `data:image/svg+xml;base64,${base64Of(svg)}`;
  return html`<img src="${source}" alt="${caption}">`;
}

function base64Of(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
