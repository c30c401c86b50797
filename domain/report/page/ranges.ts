/** The ranges of a release: the one to act on first, the narrower and the wider one below it. */
import { formatPercent, formatSignedPercent } from '../../narrative/figures.ts';
import { medianOf } from '../../narrative/forecast-facts.ts';
import type { PublishedInput, ReportForecast } from '../input.ts';
import { html, type Markup } from './html.ts';
import type { Words } from './words.ts';

export type Priced = (value: number) => string;

export function rangesPanel(input: PublishedInput, { release: wording, page }: Words, price: Priced): Markup {
  const lead = input.forecasts[input.forecasts.length - 1];
  const row = ({
    horizonHours,
    intervals,
  }: ReportForecast) => html`<tr><th scope="row">${wording.horizon(horizonHours)}</th>
<td><b>${span(intervals['80'], price)}</b><small><span>${page.half} ${span(intervals['50'], price)}</span> <span>${page.nineteen} ${span(intervals['95'], price)}</span></small></td></tr>`;
  const horizon = wording.horizon(lead.horizonHours);
  const chance = wording.figure(formatPercent(lead.pUp));
  const direction = lead.directional
    ? wording.lean(horizon, chance, wording.figure(formatPercent(lead.baseline.pUp)))
    : wording.coinFlip(horizon, chance);
  const change = wording.figure(formatSignedPercent(medianOf(lead) / input.basePrice - 1));
  return html`<section class="panel"><h4>${page.ranges}</h4><table class="ranges"><tbody>${input.forecasts.map(row)}</tbody></table>
<p class="note">${direction}. ${wording.middle(price(medianOf(lead)), change)}.</p></section>`;
}

function span([low, high]: readonly [number, number], price: Priced): string {
  return `${price(low)} – ${price(high)}`;
}
