/** The roots of the newest days: each stands for everything that was written that day, for who keeps one. */
import { formatCount } from '../../narrative/figures.ts';
import { html, type Markup } from './html.ts';
import type { PageFrame } from './input.ts';
import type { PageDay } from './track.ts';
import { WORDS } from './words.ts';

/** `days`: final, newest first. */
export function rootsSection(days: readonly PageDay[], { language }: PageFrame): Markup {
  const { page, release } = WORDS[language];
  const row = ({ day, entries, root }: PageDay) =>
    html`<tr><th scope="row">${day}</th><td>${release.figure(formatCount(entries))}</td><td class="hash"><code>${root}</code></td></tr>`;
  const table = html`<table class="track roots"><thead><tr><th scope="col">${page.day}</th><th scope="col">${page.entries}</th><th scope="col">${page.root}</th></tr></thead><tbody>${days.map(row)}</tbody></table>
<p>${page.rootsCheck}</p><pre><code>node verify-record.mjs record.jsonl --root=${days[0]?.day}:${days[0]?.root}</code></pre>
<p class="note">${page.rootsKept} <a href="/v1/roots">${page.asJson}</a></p>`;
  return html`<section aria-labelledby="roots"><h2 id="roots">${page.roots}</h2><p class="note">${page.rootsAbout}</p>
${days.length === 0 ? html`<p>${page.noRoots}</p>` : table}</section>`;
}
