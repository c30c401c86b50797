/** One entry of the model registry, with its parameters, as a person reads it in a terminal. */
import { type RegisteredModel, strangeness } from '../ensemble/registered.ts';
import { dayText } from '../market/moments.ts';
import { formatCount } from '../narrative/figures.ts';
import { formatStamp } from '../narrative/moments.ts';
import { pairs } from './console/layout.ts';
import { scoreText } from './model-list.ts';
import { parameterLines } from './parameter-lines.ts';

/** `parameters`: as stored; null when the member was dropped. */
export interface RegistryEntry extends RegisteredModel {
  readonly parameters: unknown;
}

export function modelEntry(entry: RegistryEntry, width: number): string {
  const { member, version, symbol, source, role, window, scores } = entry;
  const strange = strangeness(entry);
  const hours = Object.keys(scores).sort((a, b) => Number(a) - Number(b));
  const rows: [string, string][] = [
    ['role', role],
    ['version', `${version}, since ${dayText(entry.since)}${strange ? `; ${strange}` : ''}`],
    ['learned up to', formatStamp(entry.boundary, 'UTC')],
    [
      'training window',
      `${formatStamp(window.firstBar, 'UTC')} to ${formatStamp(window.lastBar, 'UTC')}, ${formatCount(window.bars)} hourly bars`,
    ],
    ['data hash', entry.dataSha256],
    ...hours.map((horizon): [string, string] => [`at ${horizon} h`, scoreText(scores[horizon])]),
    ['parameters', entry.parametersSha256 ?? `none: ${entry.droppedReason}`],
    ['learned object', entry.learnedKey],
    ['code', entry.codeVersion],
    ['registered by', entry.releaseId ?? 'a retraining'],
  ];
  return [
    `${member} for ${symbol}, ${source} prices`,
    ...pairs(rows, width).map((line) => `  ${line}`),
    ...(entry.parameters === null ? [] : parameterLines(entry.parameters).map((line) => `    ${line}`)),
  ].join('\n');
}
