import type { RichLine } from './rich.ts';

/** A few lines on one thing. `isEssential`: it stays with the picture, whatever does not fit. */
export interface Section {
  readonly lines: readonly RichLine[];
  readonly isEssential: boolean;
}
