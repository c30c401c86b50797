/** Tables: columns as wide as their text, the widest shrunk where the page is narrower; the header repeats on every page. */
import type { TableBlock } from '../../domain/report/blocks.ts';
import { FONT, INK, PAGE, SIZE, TEXT_WIDTH } from './typography.ts';

const PADDING = { x: 5, y: 3 } as const;
const ONE_LINE = SIZE.table * 1.17 + 2 * PADDING.y;

/** Height of the header and the first two rows: what a heading wants to be followed by. */
export function tableStartHeight({ rows }: TableBlock): number {
  return ONE_LINE * (1 + Math.min(2, rows.length));
}

export function drawTable(document: PDFKit.PDFDocument, table: TableBlock): void {
  const widths = columnWidths(document, table);
  if (document.y + tableStartHeight(table) > PAGE.bottom) document.addPage();
  drawRow(document, table, table.header, widths, { bold: true, shaded: false });
  table.rows.forEach((row, i) => {
    if (document.y + rowHeight(document, row, widths) > PAGE.bottom) {
      document.addPage();
      drawRow(document, table, table.header, widths, { bold: true, shaded: false });
    }
    drawRow(document, table, row, widths, { bold: false, shaded: i % 2 === 0 });
  });
  document.x = PAGE.left;
  document.y += 9;
}

function columnWidths(document: PDFKit.PDFDocument, { header, rows }: TableBlock): number[] {
  const natural = header.map((title, column) => {
    document.font(FONT.bold).fontSize(SIZE.table);
    const titleWidth = document.widthOfString(title);
    document.font(FONT.text);
    return 2 * PADDING.x + 1 + Math.max(titleWidth, ...rows.map((row) => document.widthOfString(row[column])));
  });
  const total = natural.reduce((sum, width) => sum + width, 0);
  if (total <= TEXT_WIDTH) return natural.map((width) => width + (TEXT_WIDTH - total) / natural.length);
  const widest = natural.indexOf(Math.max(...natural));
  return natural.map((width, column) => (column === widest ? Math.max(60, width - (total - TEXT_WIDTH)) : width));
}

function rowHeight(document: PDFKit.PDFDocument, row: readonly string[], widths: readonly number[]): number {
  document.font(FONT.text).fontSize(SIZE.table);
  const heights = row.map((cell, i) =>
    document.heightOfString(cell === '' ? ' ' : cell, { width: widths[i] - 2 * PADDING.x }),
  );
  return Math.max(...heights) + 2 * PADDING.y;
}

function drawRow(
  document: PDFKit.PDFDocument,
  { align }: TableBlock,
  row: readonly string[],
  widths: readonly number[],
  { bold, shaded }: { readonly bold: boolean; readonly shaded: boolean },
): void {
  const { y } = document;
  const height = rowHeight(document, row, widths);
  if (shaded) document.rect(PAGE.left, y, TEXT_WIDTH, height).fill(INK.zebra);
  document
    .font(bold ? FONT.bold : FONT.text)
    .fontSize(SIZE.table)
    .fillColor(bold ? INK.muted : INK.text);
  let x = PAGE.left;
  row.forEach((cell, i) => {
    document.text(cell, x + PADDING.x, y + PADDING.y, { width: widths[i] - 2 * PADDING.x, align: align[i] });
    x += widths[i];
  });
  const bottom = y + height;
  document
    .moveTo(PAGE.left, bottom)
    .lineTo(PAGE.right, bottom)
    .lineWidth(bold ? 0.8 : 0.3)
    .stroke(INK.hairline);
  document.y = bottom;
}
