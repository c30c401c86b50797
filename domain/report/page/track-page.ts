/** The whole track record as a page: what may be claimed, the figures behind it, and their diagrams. */
import { formatCount, formatSignedPercent } from '../../narrative/figures.ts';
import { page } from './frame.ts';
import { html, type Markup } from './html.ts';
import type { PageFrame } from './input.ts';
import { link } from './link.ts';
import { rootsSection } from './roots-section.ts';
import { claimTexts, coverageText, type PageScore, type PageTrack, skillText } from './track.ts';
import { verifySection } from './verify-section.ts';
import { WORDS } from './words.ts';

/** A picture that is loaded by itself, in a shape for narrow and one for wide screens, each on light and on dark paper. */
export interface TrackPicture {
  readonly symbol: string;
  readonly caption: string;
  readonly narrow: PictureFile;
  readonly wide: PictureFile;
}

export interface PictureFile {
  readonly light: string;
  readonly dark: string;
  readonly width: number;
  readonly height: number;
}

const NARROW = '(max-width:44rem)';
const DARK = '(prefers-color-scheme:dark)';

export function trackPage(frame: PageFrame, track: PageTrack, pictures: readonly TrackPicture[]): string {
  const { page: words, release } = WORDS[frame.language];
  const bySymbol = Map.groupBy(track.scores, ({ symbol }) => symbol);
  return page(
    frame,
    words.track,
    html`<h1>${words.track}</h1><p class="lead">${words.trackAbout}</p>
<p class="facts">${words.countedOn(release.moment(track.asOf, frame.zone))} · <a href="/v1/scores">${words.asJson}</a> · <a href="${link('/slots', frame.language)}">${words.slots}</a></p>
${track.head !== null && html`<p class="facts hash"><code>${track.head}</code></p>`}
${bySymbol.size === 0 ? html`<p>${words.noSlots}</p>` : [...bySymbol].map(([symbol, scores]) => symbolSection(symbol, scores, pictures, frame))}
${rootsSection(track.days, frame)}
${verifySection(frame)}`,
  );
}

function symbolSection(
  symbol: string,
  scores: readonly PageScore[],
  pictures: readonly TrackPicture[],
  frame: PageFrame,
): Markup {
  const { page: words } = WORDS[frame.language];
  const own = pictures.filter((picture) => picture.symbol === symbol);
  return html`<section><h2>${symbol}</h2><p class="facts">${countsText(scores[scores.length - 1], frame)}</p>
<div class="scroll"><table class="track"><thead><tr><th scope="col">${words.horizon}</th><th scope="col">n</th><th scope="col">${words.heldAll}</th><th scope="col">${words.skill}</th></tr></thead><tbody>${scores.map((score) => scoreRow(score, frame))}</tbody></table></div>
${allSlotsLine(scores[scores.length - 1], frame)}
<h3>${words.claims}</h3><ul class="claims">${scores.map((score) => html`<li>${claimTexts(score, frame).width}</li><li>${claimTexts(score, frame).direction}</li>`)}</ul>
${own.length === 0 ? html`<p class="note">${words.noDiagrams}</p>` : own.map(picture)}</section>`;
}

function countsText({ counts }: PageScore, { language }: PageFrame): string {
  const { page: words, release } = WORDS[language];
  const figure = (count: number) => release.figure(formatCount(count));
  return words.counts({
    slots: figure(counts.slots),
    published: figure(counts.published),
    missed: figure(counts.missed),
    refused: figure(counts.fallback),
    pending: figure(counts.pending),
  });
}

function scoreRow(score: PageScore, { language }: PageFrame): Markup {
  const { page: words, release } = WORDS[language];
  const isEnough = score.published?.coverageIsEnough === true;
  const held = coverageText(score, release.figure, words);
  const figures = isEnough
    ? html`<td>${held}</td><td>${skillText(score, release.figure, words)}</td>`
    : html`<td colspan="2" class="absent">${held}</td>`;
  const n = release.figure(formatCount(score.published?.n ?? 0));
  return html`<tr><th scope="row">${release.horizon(score.horizonHours)}</th><td>${n}</td>${figures}</tr>`;
}

/** A slot that was missed is no better than one that was wrong: it counts as climatology. */
function allSlotsLine({ allSlots, published }: PageScore, { language }: PageFrame): Markup | null {
  const { page: words, release } = WORDS[language];
  if (allSlots === null || !published?.coverageIsEnough) return null;
  const skill = release.figure(formatSignedPercent(allSlots.crpsSkill));
  return html`<p class="note">${words.allSlotsSkill(skill, release.figure(formatCount(allSlots.slots)))}</p>`;
}

function picture({ caption, narrow, wide }: TrackPicture): Markup {
  const source = (media: string, address: string, { width, height }: PictureFile) =>
    html`<source media="${media}" srcset="${address}" width="${width}" height="${height}">`;
  return html`<figure class="diagram"><picture>${source(`${NARROW} and ${DARK}`, narrow.dark, narrow)}${source(NARROW, narrow.light, narrow)}${source(DARK, wide.dark, wide)}<img src="${wide.light}" width="${wide.width}" height="${wide.height}" loading="lazy" alt="${caption}"></picture><figcaption>${caption}</figcaption></figure>`;
}
