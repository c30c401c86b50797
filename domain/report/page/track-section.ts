/** The track record in short: one line per symbol, at the longest horizon. */
import { formatCount } from '../../narrative/figures.ts';
import { html, type Markup } from './html.ts';
import type { PageFrame } from './input.ts';
import { link } from './link.ts';
import { claimTexts, heldText, type PageScore, type PageTrack, skillText } from './track.ts';
import { WORDS } from './words.ts';

export function trackSection({ scores, asOf }: PageTrack, frame: PageFrame): Markup {
  const { page, release } = WORDS[frame.language];
  const longest = [...Map.groupBy(scores, ({ symbol }) => symbol).values()].map((own) => own[own.length - 1]);
  return html`<section aria-labelledby="track"><h2 id="track">${page.track}</h2><p class="note">${page.trackAbout}</p>
${
  longest.length === 0
    ? html`<p>${page.noSlots}</p>`
    : html`<table class="track"><thead><tr><th scope="col">${page.symbol}</th><th scope="col">n</th><th scope="col">${page.held80}</th><th scope="col">${page.skill}</th></tr></thead>
${longest.map((score) => symbolLines(score, frame))}</table>`
}
<p><a href="${link('/record', frame.language)}">${page.wholeTrack}</a> <small>· ${page.countedOn(release.moment(asOf, frame.zone))}</small></p></section>`;
}

/** The figures, and below them what may be said. */
function symbolLines(score: PageScore, frame: PageFrame): Markup {
  const { page, release } = WORDS[frame.language];
  const n = score.published?.n ?? 0;
  const isEnough = score.published?.coverageIsEnough === true;
  const figures = isEnough
    ? html`<td>${heldText(score, release.figure, page)}</td><td>${skillText(score, release.figure, page)}</td>`
    : html`<td colspan="2" class="absent">${heldText(score, release.figure, page)}</td>`;
  return html`<tbody><tr><th scope="row">${score.symbol} <small>${release.horizon(score.horizonHours)}</small></th><td>${release.figure(formatCount(n))}</td>${figures}</tr>
<tr class="claim"><td colspan="4">${claimTexts(score, frame).width}</td></tr></tbody>`;
}
