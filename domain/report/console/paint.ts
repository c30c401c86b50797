/** Terminal emphasis by ANSI escape (ECMA-48 SGR), or none when the output is piped. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warning: (text: string) => string;
}

const PLAIN = (text: string): string => text;
const sgr = (on: number | string, off: number | string) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;

const COLOURED: Paint = {
  strong: sgr(1, 22),
  faint: sgr(2, 22),
  good: sgr(32, 39),
  bad: sgr(31, 39),
  warning: sgr('1;30;43', '22;39;49'),
};

const UNCOLOURED: Paint = { strong: PLAIN, faint: PLAIN, good: PLAIN, bad: PLAIN, warning: PLAIN };

export function paintFor(colour: boolean): Paint {
  return colour ? COLOURED : UNCOLOURED;
}
