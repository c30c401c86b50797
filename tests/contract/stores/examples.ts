import type { ReleaseRequest, Row, Stores } from '../../../activities/ports.ts';
import { canonicalText } from '../../../domain/ledger/canonical.ts';
import type { ReleaseDocument } from '../../../domain/ledger/document.ts';
import type { Candles } from '../../../domain/market/candles.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { DEFAULT_CARD_SETTINGS } from '../../../domain/trade/settings.ts';
import { printedRelease } from '../../fixtures/release-document.ts';

let released = 0;

/** A request nobody made before. */
export function request(change: Partial<ReleaseRequest> = {}): ReleaseRequest {
  released++;
  const cutoff = Date.UTC(2023, 5, 1, 12) + released * HOUR_MS;
  return {
    releaseId: `BTC-USDT_${released}_manual`,
    symbol: 'BTC/USDT',
    slot: 'manual',
    stream: 'manual',
    source: 'recorded',
    candleFiles: ['/data/BTCUSDT.csv'],
    cutoff,
    askedAt: cutoff + 60_000,
    seed: 'seed',
    horizonsHours: [4, 12, 24],
    zone: 'UTC',
    codeVersion: 'test',
    cards: DEFAULT_CARD_SETTINGS,
    deadline: null,
    ...change,
  };
}

export function documentOf({ releaseId, source }: ReleaseRequest): ReleaseDocument {
  const { ledger, timingsMs, ...document } = printedRelease({ source });
  return { ...document, releaseId };
}

export function ruleEntry(key: string, source: ReleaseRequest['source'] = 'live') {
  return { source, kind: 'rule', schema: 1, key, body: canonicalText({ key, text: 'tie → not up' }) } as const;
}

export function releaseEntry({ releaseId, source }: ReleaseRequest) {
  return { source, kind: 'release', schema: 1, key: releaseId, body: canonicalText({ releaseId }) } as const;
}

/** Hourly candles from the epoch on, one per number: its price. */
export function hourlyCandles(prices: readonly number[], symbol = 'BTC/USDT'): Candles {
  const column = (of: (price: number, i: number) => number) => Float64Array.from(prices, of);
  return {
    symbol,
    barMs: HOUR_MS,
    openTime: column((_, i) => i * HOUR_MS),
    open: column((price) => price),
    high: column((price) => price * 1.01),
    low: column((price) => price * 0.99),
    close: column((price) => price + 0.1),
    volume: column((_, i) => i / 3),
  };
}

const WEEK = 7 * 24 * HOUR_MS;

/** Row of a member learned at the end of the first week of the epoch, or so many weeks later. */
export function registryRow(change: Row, weeksLater = 0): Row {
  return {
    source: 'recorded',
    symbol: 'BTC/USDT',
    member: 'har',
    version: '1',
    boundary_ms: (1 + weeksLater) * WEEK,
    role: 'reserve',
    parameters_sha256: 'd'.repeat(64),
    dropped_reason: null,
    first_bar_ms: 0,
    last_bar_ms: WEEK - HOUR_MS,
    bars: 168,
    data_sha256: 'e'.repeat(64),
    scores: { 4: { decisions: 98, skill: 0.02, weight: 0.25 } },
    learned_key: 'learned/BTC-USDT/week.json',
    code_version: 'test',
    recorded_at_ms: 5,
    ...change,
  };
}

export function watchRow(change: Row = {}): Row {
  return {
    learned_key: 'learned/BTC-USDT/week.json',
    horizon_hours: 24,
    decisions: 300,
    evidence: 0.5,
    alarms: [{ firedAt: WEEK, coverage80: 0.6, decisions: 20 }],
    ...change,
  };
}

export async function pendingPublishers(stores: Stores, releaseId: string): Promise<string[]> {
  const pending = await stores.publications.list({ releaseId, states: ['pending'], limit: 9 });
  return pending.map(({ publisher }) => publisher);
}
