/** What `evaluate` wrote down, as far as a strategy trades on it: the width of each 24-hour forecast when it was issued. */
import { readFileSync } from 'node:fs';
import { AlmanacError } from '../../domain/errors.ts';
import type { Candles } from '../../domain/market/candles.ts';
import { momentText } from '../../domain/market/moments.ts';
import { sigmaOf } from '../../domain/scenarios/sigma.ts';
import { LEVELS } from '../../domain/numeric/levels.ts';
import type { IssuedSigma } from '../../domain/strategies/strategy.ts';

const HORIZON_HOURS = '24';
const MODEL = 'ensemble';

/** Ascending in time; refused decisions have none. Throws `input.unreadable-file` and `data.malformed`. */
export function readIssuedSigmas(path: string, symbol: string): IssuedSigma[] {
  const [header, ...lines] = textOf(path).trim().split('\n');
  const names = header.split(',');
  const at = (name: string) => {
    const index = names.indexOf(name);
    if (index < 0) throw malformed(path, `the column ${name} is missing`);
    return index;
  };
  const columns = {
    symbol: at('symbol'),
    issued: at('issued_at_ms'),
    horizon: at('horizon_hours'),
    model: at('model'),
  };
  const first = at(`q${LEVELS[0]}`);
  const issued = lines
    .map((line) => line.split(','))
    .filter(
      (fields) => fields[columns.horizon] === HORIZON_HOURS && fields[columns.model] === MODEL && fields[first] !== '',
    );
  if (issued.length === 0) throw malformed(path, `it holds no ${HORIZON_HOURS}-hour forecast of the ${MODEL}`);
  const stranger = issued.find((fields) => fields[columns.symbol] !== symbol);
  if (stranger !== undefined) throw malformed(path, `it is of ${stranger[columns.symbol]}, not of ${symbol}`);
  return issued
    .map((fields) => ({
      issuedAt: Number(fields[columns.issued]),
      sigma24: sigmaOf(fields.slice(first, first + LEVELS.length).map(Number)),
    }))
    .sort((a, b) => a.issuedAt - b.issuedAt);
}

/** Refuses forecasts of another time than the candles': `data.outside-range`. */
export function checkCovering(issued: readonly IssuedSigma[], { openTime, barMs }: Candles): void {
  const begin = openTime[0] + barMs;
  const end = openTime[openTime.length - 1] + barMs;
  if (issued.some(({ issuedAt }) => issuedAt >= begin && issuedAt <= end)) return;
  const first = momentText(issued[0].issuedAt);
  const last = momentText(issued[issued.length - 1].issuedAt);
  throw new AlmanacError(
    'data.outside-range',
    `The forecasts were issued from ${first} to ${last}, the candles close from ${momentText(begin)} to ${momentText(end)}. Choose another span, or evaluate these candles.`,
    { firstIssuedMs: issued[0].issuedAt, beginMs: begin, endMs: end },
  );
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AlmanacError('input.unreadable-file', `${path} cannot be read: ${String(cause)}.`, { path }, { cause });
  }
}

function malformed(path: string, what: string): AlmanacError {
  return new AlmanacError(
    'data.malformed',
    `${path} is no forecasts.csv that can be traded on: ${what}. Use the file that \`npm run evaluate\` wrote for these candles.`,
    { path },
  );
}
