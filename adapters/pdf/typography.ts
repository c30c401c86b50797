/** Paper, type and colours of a report: A4 in points. */
import { createRequire } from 'node:module';

export const PAGE = { width: 595.28, height: 841.89, left: 54, right: 541.28, top: 60, bottom: 778 } as const;
export const TEXT_WIDTH = PAGE.right - PAGE.left;

export const INK = {
  text: '#1c2434',
  muted: '#667085',
  hairline: '#d9dee8',
  zebra: '#f6f7fb',
  accent: '#3142b0',
  banner: '#b45309',
  paper: '#ffffff',
} as const;

/** Names under which the fonts are registered. */
export const FONT = { text: 'text', bold: 'bold' } as const;

const { resolve } = createRequire(import.meta.url);
export const FONT_FILES = {
  [FONT.text]: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  [FONT.bold]: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
} as const;

export const SIZE = { title: 19, heading: 12.5, text: 9.5, table: 8, caption: 8, footer: 7.5 } as const;
