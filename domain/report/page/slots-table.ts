/** Slots that have passed, newest first, each with what came of it; the missed ones too. */
import { html, type Markup } from './html.ts';
import type { PageFrame, PageSlot } from './input.ts';
import { link } from './link.ts';
import { strip } from './strip.ts';
import { WORDS, type Words } from './words.ts';

export function slotsTable(slots: readonly PageSlot[], frame: PageFrame): Markup {
  const words = WORDS[frame.language];
  if (slots.length === 0) return html`<p>${words.page.noSlots}</p>`;
  const horizons = [...new Set(slots.flatMap(({ horizonsHours }) => horizonsHours))].sort((a, b) => a - b);
  return html`<div class="scroll"><table class="slots"><thead><tr><th scope="col">${words.page.slot}</th>${horizons.map((hours) => html`<th scope="col">${words.release.horizon(hours)}</th>`)}<th scope="col">${words.page.card}</th></tr></thead>
<tbody>${slots.map((slot) => row(slot, horizons, frame, words))}</tbody></table></div>`;
}

function row(slot: PageSlot, horizons: readonly number[], frame: PageFrame, { page }: Words): Markup {
  const { status, errorCode } = slot;
  const cells =
    status === 'published'
      ? html`${horizons.map(
          (hours) =>
            html`<td>${
              slot.horizonsHours.includes(hours) &&
              strip(
                slot.outcomes.find(({ horizonHours }) => horizonHours === hours),
                page,
              )
            }</td>`,
        )}<td>${slot.action}</td>`
      : html`<td colspan="${horizons.length + 1}" class="absent">${page.statuses[status]}${errorCode !== null && html` <code>${errorCode}</code>`}</td>`;
  return html`<tr><th scope="row"><a href="${link(`/releases/${slot.releaseId}`, frame.language)}">${slot.symbol}</a><small>${page.moment(slot.cutoff, frame.zone)}</small></th>${cells}</tr>`;
}
