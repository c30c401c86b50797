/** Blocks drawn one below the other; a heading never stands alone at the foot of a page. */
import svgToPdf from 'svg-to-pdfkit';
import { AlmanacError } from '../../domain/errors.ts';
import type { ReportBlock } from '../../domain/report/blocks.ts';
import { drawTable, tableStartHeight } from './table.ts';
import { FONT, INK, PAGE, SIZE, TEXT_WIDTH } from './typography.ts';

const LINE_GAP = 2.6;

export function drawBlocks(document: PDFKit.PDFDocument, blocks: readonly ReportBlock[]): void {
  blocks.forEach((block, i) => drawBlock(document, block, blocks[i + 1]));
}

function drawBlock(document: PDFKit.PDFDocument, block: ReportBlock, next: ReportBlock | undefined): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(document, block, next);
    case 'banner':
      return drawBanner(document, block.text);
    case 'paragraph':
      return drawParagraph(document, block.text);
    case 'list':
      return drawList(document, block.items);
    case 'table':
      return drawTable(document, block);
    case 'chart':
      return drawChart(document, block.svg, block.caption);
    default:
      return block satisfies never;
  }
}

function drawHeading(
  document: PDFKit.PDFDocument,
  { level, text }: { readonly level: 1 | 2; readonly text: string },
  next: ReportBlock | undefined,
): void {
  const size = level === 1 ? SIZE.title : SIZE.heading;
  const follows = next?.kind === 'table' ? tableStartHeight(next) : 3 * SIZE.text;
  const atTop = document.y <= PAGE.top + 1;
  if (!atTop) {
    makeRoom(document, size * 2.4 + follows);
    if (document.y > PAGE.top + 1) document.y += level === 1 ? 0 : 9;
  }
  document
    .font(FONT.bold)
    .fontSize(size)
    .fillColor(level === 1 ? INK.text : INK.accent);
  document.text(text, PAGE.left, document.y, { width: TEXT_WIDTH });
  document.y += level === 1 ? 8 : 4;
}

function drawBanner(document: PDFKit.PDFDocument, text: string): void {
  makeRoom(document, 34);
  const { y } = document;
  document.roundedRect(PAGE.left, y, TEXT_WIDTH, 24, 4).fill(INK.banner);
  document.font(FONT.bold).fontSize(11).fillColor(INK.paper);
  document.text(text, PAGE.left, y + 6, { width: TEXT_WIDTH, align: 'center' });
  document.y = y + 34;
}

function drawParagraph(document: PDFKit.PDFDocument, text: string): void {
  document.font(FONT.text).fontSize(SIZE.text).fillColor(INK.text);
  makeRoom(document, 2 * SIZE.text);
  document.text(text, PAGE.left, document.y, { width: TEXT_WIDTH, lineGap: LINE_GAP });
  document.y += 7;
}

function drawList(document: PDFKit.PDFDocument, items: readonly string[]): void {
  for (const item of items) {
    document.font(FONT.text).fontSize(SIZE.text).fillColor(INK.text);
    const indent = 12;
    makeRoom(document, document.heightOfString(item, { width: TEXT_WIDTH - indent, lineGap: LINE_GAP }));
    const { y } = document;
    document.circle(PAGE.left + 3, y + 5.5, 1.6).fill(INK.accent);
    document.fillColor(INK.text).text(item, PAGE.left + indent, y, { width: TEXT_WIDTH - indent, lineGap: LINE_GAP });
    document.y += 2.5;
  }
  document.x = PAGE.left;
  document.y += 5;
}

function drawChart(document: PDFKit.PDFDocument, svg: string, caption: string): void {
  const { width, height } = sizeOf(svg);
  const scale = TEXT_WIDTH / width;
  makeRoom(document, height * scale + 24);
  const { y } = document;
  document.save().translate(PAGE.left, y).scale(scale);
  svgToPdf(document, svg, 0, 0, { assumePt: true, fontCallback: (_family, bold) => (bold ? FONT.bold : FONT.text) });
  document.restore();
  document.font(FONT.text).fontSize(SIZE.caption).fillColor(INK.muted);
  document.text(caption, PAGE.left, y + height * scale + 5, { width: TEXT_WIDTH });
  document.y += 9;
}

/** Size in its own units. */
function sizeOf(svg: string): { width: number; height: number } {
  const found = /<svg\b[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"/.exec(svg);
  if (!found) {
    throw new AlmanacError(
      'internal',
      'The chart of the report is not an SVG with width and height; draw it with the chart renderer.',
    );
  }
  return { width: Number(found[1]), height: Number(found[2]) };
}

/** Opens a new page when fewer points are left than wanted. */
function makeRoom(document: PDFKit.PDFDocument, heightPt: number): void {
  if (document.y + heightPt > PAGE.bottom) document.addPage();
}
