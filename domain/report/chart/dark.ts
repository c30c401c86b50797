/** The colours of diagrams on dark paper, each in the place of its light one. */
import { SERIES_COLOURS } from '../diagram.ts';
import { COLOUR } from './theme.ts';

/** In the order of SERIES_COLOURS. */
const DARK_SERIES = [
  '#8d9bff',
  '#3ecfaa',
  '#ff8095',
  '#f0935f',
  '#4cc3d0',
  '#b894ea',
  '#e0b04e',
  '#a0abc2',
  '#8fd066',
  '#f09cc8',
  '#6fb0e0',
  '#c4c4c4',
] as const;

const DARK: ReadonlyMap<string, string> = new Map<string, string>([
  ...SERIES_COLOURS.map((light, i) => [light, DARK_SERIES[i]] as const),
  [COLOUR.paper, '#0d121d'],
  [COLOUR.panel, '#151c2b'],
  [COLOUR.ink, '#e7ebf5'],
  [COLOUR.muted, '#a0abc2'],
  [COLOUR.faint, '#6f7b94'],
  [COLOUR.hairline, '#2a344a'],
  [COLOUR.fan, '#8d9bff'],
  [COLOUR.median, '#8d9bff'],
]);

/**
 * A picture drawn for light paper, as SVG, for dark paper; a colour that no theme names stays.
 *
 * @example darkSvg('<rect fill="#ffffff"/>') // '<rect fill="#151c2b"/>'
 */
export function darkSvg(svg: string): string {
  return svg.replaceAll(/\b(fill|stroke)="(#[0-9a-f]{6})"/g, (whole, where: string, light: string) => {
    const dark = DARK.get(light);
    return dark === undefined ? whole : `${where}="${dark}"`;
  });
}
