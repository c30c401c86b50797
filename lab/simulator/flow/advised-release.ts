/** Releases that advise something, for whoever trades them: what was asked for and the document, cards and nothing else. */
import type { ReleaseRequest } from '../../../activities/ports.ts';
import type { ReleaseDocument } from '../../../domain/ledger/document.ts';
import type { Rng } from '../../../domain/numeric/random.ts';
import type { TradePlan } from '../../../domain/trade/card.ts';
import { DEFAULT_CARD_SETTINGS } from '../../../domain/trade/settings.ts';

/** How long cards are valid, and how long their trades may last. */
export interface CardTimes {
  readonly validMs: number;
  readonly shortestMs: number;
  readonly longestMs: number;
}

const NO_CARD = {
  ...{ action: 'NO-TRADE', reasons: [], vetoes: [], plan: null },
  ...{ considered: 0, bestExpectedValue: 0, bestExpectedValueSe: 0 },
} as const;

export function requestOf(document: ReleaseDocument, now: number): ReleaseRequest {
  const { releaseId, symbol, slot, stream, source, codeVersion, seed } = document;
  return {
    ...{ releaseId, symbol, slot, stream, source, codeVersion, seed, cutoff: now, askedAt: now },
    ...{ horizonsHours: [24], zone: 'UTC', cards: DEFAULT_CARD_SETTINGS, deadline: null, candleFiles: [] },
  };
}

export function documentOf(releaseId: string, now: number, price: number, rng: Rng, times: CardTimes): ReleaseDocument {
  const time = new Date(now).toISOString();
  const long = planOf('LONG', now, price, rng, times);
  const short = planOf('SHORT', now, price, rng, times);
  const advised = rng.uniform() < 0.5 ? long : short;
  return {
    ...{ schema: 2, releaseId, symbol: 'BTC/USDT', slot: '1200', stream: 'planned', source: 'simulated' },
    ...{ cutoff: time, askedAt: time, seed: '1', status: 'published', error: null, codeVersion: 'simulated' },
    ...{ basePrice: price, sources: [], forecasts: [], regime: null, similar: null, levels: [], frame: null },
    ...{ scenarios: [], touches: [], explanation: null, artefacts: [] },
    card: { ...NO_CARD, action: advised.side, plan: advised, vetoes: rng.uniform() < 0.1 ? ['dry-liquidity'] : [] },
    shadow: { long, short },
  };
}

/** With one, two or three targets, short and shorter. */
function planOf(side: TradePlan['side'], now: number, price: number, rng: Rng, times: CardTimes): TradePlan {
  const away = (distance: number) => (price * (1 + (side === 'LONG' ? distance : -distance))).toFixed(2);
  const validUntil = now + times.validMs;
  return {
    ...{ side, market: 'perp', entry: price.toFixed(2), stop: away(-0.002 - 0.006 * rng.uniform()) },
    targets: [0.002, 0.004, 0.006].slice(0, 1 + rng.below(3)).map(away),
    ...{ leverage: 0.2, quantity: (0.001 * (1 + rng.below(40))).toFixed(4), riskQuote: '20' },
    ...{
      validUntil,
      timeExitAt: now + Math.round(times.shortestMs + (times.longestMs - times.shortestMs) * rng.uniform()),
    },
    ...{ expectedValue: 0, expectedValueSe: 0.001 },
  };
}
