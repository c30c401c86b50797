/** What a venue's failures say about the world: one table per dialect (INCIDENTS O3). What is not listed is `unknown`. */
import type { World } from '../../errors.ts';

/** `http`: a status without a code of the venue. `transport`: no answer at all. */
export type VenueFailure =
  | { readonly kind: 'code'; readonly dialect: Dialect; readonly code: string }
  | { readonly kind: 'http'; readonly status: number }
  | { readonly kind: 'transport'; readonly what: 'timeout' | 'reset' | 'dns' | 'closed' };

export const DIALECTS = ['binance', 'okx', 'bybit'] as const;
export type Dialect = (typeof DIALECTS)[number];

/** `done`: the order is there already, under the id that was sent: go and read it. */
export const VENUE_CODES: Readonly<Record<Dialect, Readonly<Record<string, World>>>> = {
  binance: {
    '-1000': 'unknown',
    '-1001': 'unknown',
    '-1003': 'nothing-happened',
    '-1006': 'unknown',
    '-1007': 'unknown',
    '-1013': 'nothing-happened',
    '-1015': 'nothing-happened',
    '-1021': 'nothing-happened',
    '-1022': 'nothing-happened',
    '-1100': 'nothing-happened',
    '-1102': 'nothing-happened',
    '-1111': 'nothing-happened',
    '-1121': 'nothing-happened',
    '-2010': 'nothing-happened',
    '-2014': 'nothing-happened',
    '-2015': 'nothing-happened',
    '-4116': 'done',
  },
  okx: {
    '50001': 'unknown',
    '50004': 'unknown',
    '50011': 'nothing-happened',
    '50013': 'unknown',
    '50026': 'unknown',
    '50102': 'nothing-happened',
    '50113': 'nothing-happened',
    '51008': 'nothing-happened',
    '51016': 'done',
    '51149': 'unknown',
  },
  bybit: {
    '10000': 'unknown',
    '10002': 'nothing-happened',
    '10003': 'nothing-happened',
    '10004': 'nothing-happened',
    '10006': 'nothing-happened',
    '10016': 'unknown',
    '110007': 'nothing-happened',
    '110072': 'done',
  },
};

/** Refused at the door, before any order was read. */
const AT_THE_DOOR: ReadonlySet<number> = new Set([400, 401, 403, 404, 418, 429]);

/**
 * What became of the order whose request failed so. On Binance's spot market a second order of the same id is `-2010`
 * as well; its adapter tells it apart and says `-4116`, as the futures market does.
 *
 * @example worldAfter({ kind: 'code', dialect: 'binance', code: '-1007' }) // 'unknown'
 */
export function worldAfter(failure: VenueFailure): World {
  switch (failure.kind) {
    case 'code':
      return VENUE_CODES[failure.dialect][failure.code] ?? 'unknown';
    case 'http':
      return AT_THE_DOOR.has(failure.status) ? 'nothing-happened' : 'unknown';
    case 'transport':
      return 'unknown';
    default:
      return failure satisfies never;
  }
}
