/** How likely prices are touched, and the ways there. */
import { formatChance, formatChances } from '../../narrative/chance.ts';
import type { PublishedInput, ReportForecast } from '../input.ts';
import { html, type Markup } from './html.ts';
import type { PageFrame } from './input.ts';
import type { Priced } from './ranges.ts';
import type { Words } from './words.ts';

const EACH_WAY = 3;

export function chancesPanel(
  input: PublishedInput,
  lead: ReportForecast,
  { release: wording, page }: Words,
  price: Priced,
): Markup | null {
  const known = input.touches.filter(({ horizonHours }) => horizonHours === lead.horizonHours);
  const above = known.filter((touch) => touch.price > input.basePrice).sort((a, b) => a.price - b.price);
  const below = known.filter((touch) => touch.price < input.basePrice).sort((a, b) => b.price - a.price);
  const rows = [...above.slice(0, EACH_WAY).reverse(), ...below.slice(0, EACH_WAY)];
  if (rows.length === 0) return null;
  const row = ({ price: level, probability }: (typeof rows)[number]) => {
    const isAbove = level > input.basePrice;
    return chanceRow(
      html`<span class="way" aria-label="${isAbove ? page.above : page.below}">${isAbove ? '↑' : '↓'}</span> ${price(level)}`,
      probability,
      formatChance(probability),
      wording.figure,
    );
  };
  return html`<section class="panel"><h4>${wording.touches(wording.horizon(lead.horizonHours))}</h4><table class="chances"><tbody>${rows.map(row)}</tbody></table></section>`;
}

export function scenariosPanel(
  { frame, scenarios }: PublishedInput,
  { zone }: PageFrame,
  { release: wording }: Words,
  price: Priced,
): Markup | null {
  if (frame === null || scenarios.length === 0) return null;
  const chances = formatChances(scenarios.map(({ probability }) => probability));
  const [upper, lower] = [price(frame.upper), price(frame.lower)];
  const rows = scenarios.map(({ id, probability }, i) =>
    chanceRow(wording.scenario[id](upper, lower), probability, chances[i], wording.figure),
  );
  return html`<section class="panel"><h4>${wording.scenarios(wording.moment(frame.deadline, zone))}</h4><table class="chances"><tbody>${rows}</tbody></table></section>`;
}

function chanceRow(
  what: Markup | string,
  probability: number,
  told: string,
  figure: (english: string) => string,
): Markup {
  const width = (100 * probability).toFixed(1);
  return html`<tr><th scope="row">${what}</th><td class="bar"><svg viewBox="0 0 100 6" preserveAspectRatio="none" width="100" height="6" aria-hidden="true"><rect class="rail" width="100" height="6"/><rect class="fill" width="${width}" height="6"/></svg></td><td class="figure">${figure(told)}</td></tr>`;
}
