import { describe, expect, it } from 'vitest';
import { COLOUR } from '../../../domain/report/chart/theme.ts';
import { darkSvg } from '../../../domain/report/chart/dark.ts';
import { SERIES_COLOURS } from '../../../domain/report/diagram.ts';

const darkOf = (light: string) => /"(#[^"]*)"/.exec(darkSvg(`<path stroke="${light}"/>`))?.[1] ?? '';

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

describe('a diagram on dark paper', () => {
  it('has text and lines that can be read there', () => {
    const paper = darkOf(COLOUR.panel);
    expect(luminance(paper)).toBeLessThan(0.02);
    for (const text of [COLOUR.ink, COLOUR.muted]) expect(contrast(darkOf(text), paper)).toBeGreaterThan(4.5);
    for (const line of [...SERIES_COLOURS, COLOUR.faint, COLOUR.down, COLOUR.median]) {
      expect([line, contrast(darkOf(line), paper)]).toEqual([line, expect.toSatisfy((ratio: number) => ratio > 3)]);
    }
  });

  it('keeps lines of different things apart', () => {
    expect(new Set(SERIES_COLOURS.map(darkOf)).size).toBe(SERIES_COLOURS.length);
  });

  it('changes colours and nothing else', () => {
    const svg = '<text fill="#182033" x="1">#182033</text><path stroke="none" fill="#000"/>';
    expect(darkSvg(svg)).toBe('<text fill="#e7ebf5" x="1">#182033</text><path stroke="none" fill="#000"/>');
  });
});
