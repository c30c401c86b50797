/** The pages of the public site: pure functions of the record, the language and the minute. */
import type { EpochMs } from '../../market/candles.ts';
import { formatCount, formatPrice, formatSignedPercent, priceDecimals } from '../../narrative/figures.ts';
import { page } from './frame.ts';
import { html, type Markup } from './html.ts';
import type { PageFrame, PageRelease, PageSlot, SlotPages } from './input.ts';
import { link } from './link.ts';
import { releasePanel } from './release-panel.ts';
import { slotsTable } from './slots-table.ts';
import { isInside80 } from './strip.ts';
import { trackSection } from './track-section.ts';
import type { PageTrack } from './track.ts';
import { verifySection } from './verify-section.ts';
import { WORDS } from './words.ts';

export interface FrontPage {
  /** The newest of each symbol. */
  readonly releases: readonly PageRelease[];
  /** Null where nothing is planned. */
  readonly nextSlotAt: EpochMs | null;
  readonly slots: readonly PageSlot[];
  readonly totalSlots: number;
  readonly track: PageTrack;
}

/** The latest forecasts first, then how the earlier ones did, then how to check it. */
export function frontPage(frame: PageFrame, { releases, nextSlotAt, slots, totalSlots, track }: FrontPage): string {
  const { release: wording, page: words } = WORDS[frame.language];
  const next =
    nextSlotAt === null
      ? null
      : html`<p class="facts">${words.nextSlot}: <b>${wording.moment(nextSlotAt, frame.zone)}</b></p>`;
  const count = wording.figure(formatCount(totalSlots));
  return page(
    frame,
    null,
    html`<h1>${words.title}</h1><p class="lead">${words.promise}</p>
<section aria-labelledby="latest"><h2 id="latest">${words.latest}</h2>${next}
${releases.length === 0 ? html`<p>${words.none}</p>` : releases.map((release) => releasePanel(release, frame, false))}</section>
${trackSection(track, frame)}
<section aria-labelledby="slots"><h2 id="slots">${words.slots}</h2><p class="note">${words.slotsAbout}</p>${slotsTable(slots, frame)}
${totalSlots > slots.length && html`<p><a href="${link('/slots', frame.language)}">${words.allSlots(count)}</a></p>`}</section>
${verifySection(frame)}`,
  );
}

export function slotsPage(frame: PageFrame, { slots, total, before }: SlotPages): string {
  const { release: wording, page: words } = WORDS[frame.language];
  const older =
    before === null
      ? null
      : html`<a href="${link(`/slots?before=${before}`, frame.language)}" rel="next">${words.older} →</a>`;
  return page(
    frame,
    words.slots,
    html`<h1>${words.allSlots(wording.figure(formatCount(total)))}</h1><p class="note">${words.slotsAbout}</p>${slotsTable(slots, frame)}
<nav class="pages"><a href="${link('/slots', frame.language)}">${words.newest}</a> ${older}</nav>`,
  );
}

export function releasePage(frame: PageFrame, release: PageRelease): string {
  const { symbol, cutoff } = release.input;
  const title = `${symbol}, ${WORDS[frame.language].release.moment(Date.parse(cutoff), frame.zone)}`;
  return page(
    frame,
    title,
    html`<h1 class="small">${title}</h1>${outcomeLine(release, frame)}${releasePanel(release, frame, true)}${verifySection(frame)}`,
  );
}

function outcomeLine({ input, outcomes }: PageRelease, frame: PageFrame): Markup | null {
  if (input.status !== 'published') return null;
  const { releaseId, symbol, card, forecasts } = input;
  const slot: PageSlot = {
    ...{
      releaseId,
      symbol,
      cutoff: Date.parse(input.cutoff),
      status: input.status,
      errorCode: null,
      action: card.action,
    },
    ...{ horizonsHours: forecasts.map(({ horizonHours }) => horizonHours), outcomes, hash: '' },
  };
  return html`${slotsTable([slot], frame)}${closesList({ input, outcomes }, frame)}`;
}

/** In figures what the strips show: where each horizon closed, and whether that was inside. */
function closesList(
  { input: { basePrice }, outcomes }: Pick<PageRelease, 'input' | 'outcomes'>,
  { language }: PageFrame,
) {
  if (basePrice === null) return null;
  const { release: wording, page: words } = WORDS[language];
  const known = outcomes.flatMap(({ horizonHours, price, rank }) =>
    price === null || rank === null ? [] : [{ horizonHours, price, rank }],
  );
  const item = ({ horizonHours, price, rank }: (typeof known)[number]) => {
    const closed = wording.figure(formatPrice(price, priceDecimals(basePrice)));
    const change = wording.figure(formatSignedPercent(price / basePrice - 1));
    const where = isInside80(rank) ? words.inside : words.outside;
    return html`<li>${words.closedAt(wording.horizon(horizonHours), closed, change)}, ${where}</li>`;
  };
  const ascending = known.toSorted((a, b) => a.horizonHours - b.horizonHours);
  return ascending.length === 0 ? null : html`<ul class="claims">${ascending.map(item)}</ul>`;
}
