/** Plain-JSON pieces of ECharts options, so that the files that compose the chart read as a description of it. */
import { COLOUR, FONT } from './theme.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface TextStyle {
  readonly size: number;
  readonly colour?: string;
  readonly bold?: boolean;
  readonly align?: 'left' | 'right' | 'center';
  readonly opacity?: number;
  readonly outline?: string;
}

export function text(content: string, x: number, y: number, style: TextStyle): Json {
  const { size, colour = COLOUR.ink, bold = false, align = 'left', opacity = 1, outline } = style;
  return {
    type: 'text',
    silent: true,
    x,
    y,
    style: {
      text: content,
      fill: colour,
      fontSize: size,
      fontWeight: bold ? 'bold' : 'normal',
      fontFamily: FONT,
      opacity,
      ...(outline === undefined ? {} : { stroke: outline, lineWidth: 4 }),
      align,
      verticalAlign: 'middle',
    },
  };
}

/** Text on a halo of paper, so that it can be read over candles. Two texts, because not every viewer draws outlines first. */
export function haloText(content: string, x: number, y: number, style: TextStyle): Json[] {
  return [text(content, x, y, { ...style, colour: COLOUR.paper, outline: COLOUR.paper }), text(content, x, y, style)];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function rectangle(
  shape: Box,
  style: { readonly fill: string; readonly stroke?: string; readonly radius?: number; readonly opacity?: number },
): Json {
  const { fill, stroke, radius = 0, opacity = 1 } = style;
  return {
    type: 'rect',
    silent: true,
    shape: { ...shape, r: radius },
    style: { fill, opacity, ...(stroke ? { stroke, lineWidth: 1 } : {}) },
  };
}

export function rule(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  stroke: string,
  dash: readonly number[] = [],
  lineWidth = 1,
): Json {
  return {
    type: 'line',
    silent: true,
    shape: { x1, y1, x2, y2 },
    style: { stroke, lineWidth, ...(dash.length > 0 ? { lineDash: dash } : {}) },
  };
}
