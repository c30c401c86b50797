/** The part of svg-to-pdfkit that is used here; the package ships no types. */
declare module 'svg-to-pdfkit' {
  interface Options {
    readonly assumePt?: boolean;
    readonly fontCallback?: (family: string, bold: boolean, italic: boolean) => string;
  }
  export default function svgToPdf(
    document: PDFKit.PDFDocument,
    svg: string,
    x: number,
    y: number,
    options?: Options,
  ): void;
}
