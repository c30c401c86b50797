/** Parameters of a model (plain JSON of any shape) in lines that a person can take in: long lists are cut and counted. */
const LONGEST_LIST = 6;
const MOST_LINES = 60;

/** @example parameterLines({ decay: 0.97, weights: [1, 2, 3] }) // ['decay: 0.97', 'weights: 1, 2, 3'] */
export function parameterLines(parameters: unknown): string[] {
  const lines = linesOf('', parameters);
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `… and ${lines.length - MOST_LINES} lines more; --json shows all`];
}

function linesOf(name: string, value: unknown): string[] {
  if (Array.isArray(value)) return listLines(name, value);
  if (typeof value !== 'object' || value === null) return [named(name, scalar(value))];
  return Object.entries(value).flatMap(([key, inner]) => linesOf(name ? `${name}.${key}` : key, inner));
}

function listLines(name: string, list: readonly unknown[]): string[] {
  const flat = list.every((item) => typeof item !== 'object' || item === null);
  const shown = list.slice(0, LONGEST_LIST);
  const rest = list.length > LONGEST_LIST ? [`… ${list.length} in all`] : [];
  if (flat) return [named(name, [...shown.map(scalar), ...rest].join(', '))];
  return [
    ...shown.flatMap((item, i) => linesOf(`${name}[${i}]`, item)),
    ...rest.map((count) => named(`${name}[]`, count)),
  ];
}

function scalar(value: unknown): string {
  if (typeof value !== 'number') return String(value);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

const named = (name: string, text: string) => (name ? `${name}: ${text}` : text);
