/** Colours, type and pixel positions of the release chart. */
export const CHART_SIZE = { width: 1600, height: 900 } as const;

export const COLOUR = {
  paper: '#fbfbfd',
  panel: '#ffffff',
  ink: '#182033',
  muted: '#5d677c',
  faint: '#98a2b3',
  hairline: '#e8ebf2',
  up: '#12977a',
  down: '#d4495f',
  fan: '#4658d0',
  median: '#3142b0',
  resistance: '#b2542d',
  support: '#0d7a86',
  future: 'rgba(70, 88, 208, 0.045)',
  banner: '#b45309',
} as const;

/** Opacity of each interval's band; the narrower ones lie on the wider. */
export const BAND_OPACITY = { '95': 0.12, '80': 0.16, '50': 0.22 } as const;

export const FONT = "'DejaVu Sans', Verdana, sans-serif";

/** Edges in pixels. History and forecast share the price axis; the forecast's hours are wider, and the axis says so. */
export const PLOT = { left: 40, cutoff: 752, right: 1176, top: 146, bottom: 692 } as const;
export const VOLUME = { top: 712, bottom: 786 } as const;
export const PANEL = { left: 1284, right: 1568, top: 46, bottom: 866 } as const;
