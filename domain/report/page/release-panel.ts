/** One release as the page shows it: the picture, the ranges, the chances, the card, and where it is recorded. */
import { formatAge, formatPrice, priceDecimals } from '../../narrative/figures.ts';
import { isPublished, type PublishedInput } from '../input.ts';
import { cardSection } from '../post/card-section.ts';
import { changeSection } from '../post/change-section.ts';
import type { PostContext } from '../post/context.ts';
import type { RichLine } from '../post/rich.ts';
import { chancesPanel, scenariosPanel } from './chances.ts';
import { FAN_SIZES, fanSvg } from './fan.ts';
import { html, type Markup } from './html.ts';
import type { PageFrame, PageRelease } from './input.ts';
import { link } from './link.ts';
import { rangesPanel } from './ranges.ts';
import { WORDS, type Words } from './words.ts';

/** In the order of the legend. */
const KEYS = ['k50', 'k80', 'k95'];

/** `isAlone`: the page is about this release, so it needs no way to a page of its own. */
export function releasePanel(release: PageRelease, frame: PageFrame, isAlone: boolean): Markup {
  const { input } = release;
  const words = WORDS[frame.language];
  return html`<article class="release" id="${input.symbol}">
${head(release, frame, words)}
${isPublished(input) ? published({ ...release, input, ...(!isAlone && { change: null }) }, frame, words) : refused(release, words)}
${foot(release, frame, words, isAlone)}
</article>`;
}

function head({ input }: PageRelease, { zone }: PageFrame, { release: wording, page }: Words): Markup {
  const { symbol, basePrice, cutoff, stream, sources } = input;
  const age = sources.find(({ name }) => name.startsWith('prices:'))?.ageMs ?? null;
  const degraded = sources.filter(({ status }) => status === 'degraded').map(({ name }) => name);
  const facts = [
    wording.moment(Date.parse(cutoff), zone),
    page.streams[stream] ?? stream,
    ...(age === null ? [] : [wording.dataAge(formatAge(age))]),
    ...(degraded.length === 0 ? [] : [wording.degraded(degraded)]),
  ];
  const price = basePrice === null ? null : wording.figure(formatPrice(basePrice, priceDecimals(basePrice)));
  return html`<header><h3>${symbol}</h3>${price !== null && html`<p class="price">${price}</p>`}<p class="facts">${facts.join(' · ')}</p></header>`;
}

function published(release: PageRelease & { readonly input: PublishedInput }, frame: PageFrame, words: Words): Markup {
  const { input } = release;
  const { release: wording, page } = words;
  const lead = input.forecasts[input.forecasts.length - 1];
  const price = (value: number) => wording.figure(formatPrice(value, priceDecimals(input.basePrice)));
  const alt = page.fanAlt(
    input.symbol,
    wording.horizon(lead.horizonHours),
    lead.intervals['80'].map(price).join(' – '),
  );
  const context: PostContext = {
    ledger: release.ledger,
    zone: frame.zone,
    nextSlotAt: null,
    change: release.change,
    live: null,
  };
  const changed = changeSection(context, wording).lines;
  return html`<figure>${FAN_SIZES.map((size) => fanSvg(release, size, alt, frame.zone, wording))}
<figcaption>${KEYS.map((key, i) => html`<span class="legend"><span class="key ${key}"></span>${page.fanLegend[i]}</span>`)}</figcaption></figure>
<div class="panels">${rangesPanel(input, words, price)}${chancesPanel(input, lead, words, price)}${scenariosPanel(input, frame, words, price)}</div>
${changed.length > 0 && html`<p class="card">${lines(changed)}</p>`}<p class="card">${lines(cardSection(input, context, wording).lines)}</p>`;
}

function refused({ input }: PageRelease, { release: wording }: Words): Markup {
  const cause = input.error?.code ?? 'internal';
  return html`<p class="card">${input.status === 'missed' ? wording.missed(cause) : wording.refused(cause)}</p>`;
}

function foot(
  { input, ledger, committedAt }: PageRelease,
  frame: PageFrame,
  { release: wording, page }: Words,
  isAlone: boolean,
): Markup {
  const own = isAlone
    ? null
    : html` · <a href="${link(`/releases/${input.releaseId}`, frame.language)}">${page.whole}</a>`;
  return html`<footer><p>${page.committed} ${wording.moment(committedAt, frame.zone)} · <a href="/v1/releases/${input.releaseId}">${page.asJson}</a>${own}</p>
<p class="hash">#${ledger.sequence} <code>${ledger.hash}</code></p></footer>`;
}

function lines(all: readonly RichLine[]): Markup[] {
  return all.map(
    (line, i) =>
      html`${i > 0 && html`<br>`}${line.map(({ text, style }) => (style === 'bold' ? html`<b>${text}</b>` : html`${text}`))}`,
  );
}
