/** How a stranger checks the record, in commands that can be pasted. */
import { html, type Markup } from './html.ts';
import type { PageFrame } from './input.ts';
import { WORDS } from './words.ts';

/** The address of this site is the operator's to say, never the reader's `Host`: pages are kept, and these commands are pasted. */
function commands(siteUrl: string): string[] {
  return [
    `curl -o record.jsonl ${siteUrl}/v1/record\ncurl -o verify-record.mjs ${siteUrl}/verify-record.mjs`,
    'node verify-record.mjs record.jsonl --head=HASH',
    'node verify-record.mjs record.jsonl --candles=FILE',
  ];
}

export function verifySection({ language, siteUrl }: PageFrame): Markup {
  const { page } = WORDS[language];
  const pasted = commands(siteUrl);
  return html`<section aria-labelledby="verify"><h2 id="verify">${page.verify}</h2><p>${page.verifyAbout}</p>
<ol class="steps">${page.verifySteps.map((step, i) => html`<li>${step}<pre><code>${pasted[i]}</code></pre></li>`)}</ol><p class="note">${page.verifyTrust}</p><p class="note">${page.verifyCannot}</p></section>`;
}
