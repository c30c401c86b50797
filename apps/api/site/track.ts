/** What the page shows of a track record: the planned releases alone, with the diagrams of the record's report. */
import { chartSvg } from '../../../adapters/chart/renderer.ts';
import { trackDiagrams } from '../../../domain/record/track-diagrams.ts';
import { darkSvg } from '../../../domain/report/chart/dark.ts';
import type { Arrangement, Diagram } from '../../../domain/report/diagram.ts';
import type { TrackPicture } from '../../../domain/report/page/track-page.ts';
import type { Language } from '../../../domain/report/post/wording.ts';
import { pageTrack, type Track } from '../../track/tracks.ts';

export const SHAPES = ['narrow', 'wide'] as const;
export type Shape = (typeof SHAPES)[number];
export const TONES = ['light', 'dark'] as const;
export type Tone = (typeof TONES)[number];

/** All panels of a wide picture together, and one of a narrow one. */
const WIDE_PANELS = 760;
const NARROW_PANEL = 250;

const ARRANGED: Readonly<Record<Shape, (panels: number) => Arrangement>> = {
  narrow: () => ({ columns: 1, panelWidth: NARROW_PANEL, plotHeight: 200, hasTitle: false }),
  wide: (panels) => ({
    columns: panels,
    panelWidth: Math.round(WIDE_PANELS / panels),
    plotHeight: 250,
    hasTitle: false,
  }),
};

/** With addresses that change with the record: what a browser keeps is never of another day than the page. */
export function trackPictures(track: Track, language: Language): TrackPicture[] {
  const symbols = [...new Set(pageTrack(track).scores.map(({ symbol }) => symbol))];
  const day = encodeURIComponent(track.version.slice(0, 12));
  return symbols.flatMap((symbol) => {
    const narrow = diagramsOf(track, symbol, language, 'narrow');
    return diagramsOf(track, symbol, language, 'wide').map(({ name, caption, size }, i) => {
      const address = (shape: Shape, tone: Tone) =>
        `/record/${symbol.replace('/', '-')}/${name}.svg?lang=${language}&shape=${shape}&tone=${tone}&of=${day}`;
      const file = (shape: Shape) => ({ light: address(shape, 'light'), dark: address(shape, 'dark') });
      return {
        ...{ symbol, caption },
        wide: { ...file('wide'), ...size },
        narrow: { ...file('narrow'), ...narrow[i].size },
      };
    });
  });
}

/** Null where there is no such diagram, or not yet. */
export function trackSvg(
  track: Track,
  asked: { symbol: string; name: string; language: Language; shape: Shape; tone: Tone },
): string | null {
  const { symbol, name, language, shape, tone } = asked;
  const found = diagramsOf(track, symbol, language, shape).find((diagram) => diagram.name === name);
  if (!found) return null;
  const svg = chartSvg(found.option, found.size);
  return tone === 'dark' ? darkSvg(svg) : svg;
}

function diagramsOf({ record, curves }: Track, symbol: string, language: Language, shape: Shape): Diagram[] {
  return trackDiagrams(symbol, record, curves, { language, arranged: ARRANGED[shape] });
}
