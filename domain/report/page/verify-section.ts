/** How a stranger checks the record, in commands that can be pasted. */
import { html, type Markup } from './html.ts';
import type { PageFrame } from './input.ts';
import { WORDS } from './words.ts';

const COMMANDS = [
  'curl -o record.jsonl https://…/v1/record',
  'npm run verify-record -- record.jsonl --head=HASH',
  'npm run verify-record -- record.jsonl --candles=FILE',
];

export function verifySection({ language }: PageFrame): Markup {
  const { page } = WORDS[language];
  return html`<section aria-labelledby="verify"><h2 id="verify">${page.verify}</h2><p>${page.verifyAbout}</p>
<ol class="steps">${page.verifySteps.map((step, i) => html`<li>${step}<pre><code>${COMMANDS[i]}</code></pre></li>`)}</ol><p class="note">${page.verifyCannot}</p></section>`;
}
