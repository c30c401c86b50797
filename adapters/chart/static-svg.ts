/**
 * The picture without what serves a live page: hover styles, classes and data attributes go, and ids that count the
 * charts drawn in this process before (`zr7-c0`) lose the counter, so that equal options give equal bytes.
 */
export function staticSvg(svg: string): string {
  return svg
    .replaceAll(/<style\b[^>]*>[\s\S]*?<\/style>/g, '')
    .replaceAll(/ (?:class|ecmeta_\w+|data-[\w-]+)="[^"]*"/g, '')
    .replaceAll(/\bzr\d+-/g, 'zr-');
}
