/** Reports as PDF. Fonts are embedded, dates come from the report: equal reports give equal bytes. */
import PDFDocument from 'pdfkit';
import type { PdfRenderer } from '../../activities/ports.ts';
import { drawBlocks } from './blocks.ts';
import { drawFooters } from './footer.ts';
import { FONT_FILES, PAGE } from './typography.ts';

export const pdfRenderer: PdfRenderer = {
  async render({ title, date, blocks }) {
    const created = new Date(date);
    const document = new PDFDocument({
      size: [PAGE.width, PAGE.height],
      margins: { left: PAGE.left, right: PAGE.width - PAGE.right, top: PAGE.top, bottom: PAGE.height - PAGE.bottom },
      bufferPages: true,
      lang: 'en',
      displayTitle: true,
      info: { Title: title, Author: 'Almanac', Creator: 'Almanac', CreationDate: created, ModDate: created },
    });
    const bytes = collected(document);
    for (const [name, file] of Object.entries(FONT_FILES)) document.registerFont(name, file);
    drawBlocks(document, blocks);
    drawFooters(document, title);
    document.end();
    return await bytes;
  },
};

function collected(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.once('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.once('error', reject);
  });
}
