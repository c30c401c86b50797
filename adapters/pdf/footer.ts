/** Title and page number below every page, drawn when the number of pages is known. */
import { FONT, INK, PAGE, SIZE, TEXT_WIDTH } from './typography.ts';

const FOOTER_Y = 800;

export function drawFooters(document: PDFKit.PDFDocument, title: string): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    document.switchToPage(page);
    // Text below the margin would otherwise open a new page.
    document.page.margins.bottom = 0;
    document
      .moveTo(PAGE.left, FOOTER_Y - 8)
      .lineTo(PAGE.right, FOOTER_Y - 8)
      .lineWidth(0.5)
      .stroke(INK.hairline);
    document.font(FONT.text).fontSize(SIZE.footer).fillColor(INK.muted);
    document.text(title, PAGE.left, FOOTER_Y, { width: TEXT_WIDTH, lineBreak: false });
    document.text(`${page + 1} / ${count}`, PAGE.left, FOOTER_Y, {
      width: TEXT_WIDTH,
      align: 'right',
      lineBreak: false,
    });
  }
}
