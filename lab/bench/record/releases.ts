/** Releases and outcomes of a driftless walk, with every member that a real one has. */
import { canonicalText } from '../../../domain/ledger/canonical.ts';
import { hashOf } from '../../../domain/ledger/commitment.ts';
import { committedRelease } from '../../../domain/ledger/committed-release.ts';
import { sha256 } from '../../../domain/ledger/hash.ts';
import { outcomeOf } from '../../../domain/ledger/outcome.ts';
import type { OutcomeBody } from '../../../domain/ledger/outcome-entry.ts';
import { plannedReleaseId } from '../../../domain/ledger/release-id.ts';
import { scaledPrices } from '../../../domain/ledger/scaled-prices.ts';
import { type Candles, HOUR_MS, sliceCandles } from '../../../domain/market/candles.ts';
import { historyAt } from '../../../domain/market/history.ts';
import { gridQuantiles } from '../../../domain/numeric/quantiles.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { SCENARIO_IDS } from '../../../domain/scenarios/scenario.ts';
import type { ShadowCards, TradePlan } from '../../../domain/trade/card.ts';

const HOURLY_SIGMA = 0.005;
/** Before the first release, so that there is something to know. */
const BARS_BEFORE = 240;
const PER_10K = [2_012, 1_507, 4_100, 1_301, 1_080];
const NAMES = ['climatology', 'random-walk', 'plain-volatility'];

export interface MadeRelease {
  readonly releaseId: string;
  readonly symbol: string;
  readonly cutoff: number;
  readonly body: string;
  readonly shadow: ShadowCards;
  readonly baselines: Readonly<
    Record<number, readonly { name: string; pUp: number; unit: number; quantiles: readonly number[] }[]>
  >;
}

export class ReleaseMaker {
  readonly #rng = Rng.seeded('record');
  readonly #shape = gridQuantiles(Float64Array.from({ length: 4_000 }, () => this.#rng.normal()).sort());
  readonly #markets = new Map<string, Candles>();
  readonly #from: number;
  readonly #to: number;
  readonly #horizons: readonly number[];

  constructor(from: number, to: number, horizons: readonly number[]) {
    this.#from = from - BARS_BEFORE * HOUR_MS;
    this.#to = to;
    this.#horizons = horizons;
  }

  release(symbol: string, slot: string, cutoff: number): MadeRelease {
    const { close } = this.#market(symbol);
    const basePrice = close[(cutoff - this.#from) / HOUR_MS - 1];
    const releaseId = plannedReleaseId('live', symbol, slot, cutoff);
    const shadow = shadowOf(basePrice, cutoff);
    const baselines = Object.fromEntries(
      this.#horizons.map((hours) => [
        hours,
        NAMES.map((name) => ({ name, pUp: this.#around(0.5), ...this.#forecast(basePrice, hours) })),
      ]),
    );
    const at = new Date(cutoff).toISOString();
    const body = canonicalText({
      ...{ schema: 2, releaseId, symbol, slot, stream: 'planned', source: 'live', status: 'published', error: null },
      ...{ cutoff: at, askedAt: at, seed: '1', codeVersion: '0.1.0-code.170971a0f0be-lock.e6960d97f704', basePrice },
      sources: ['prices:binance', 'order-book', 'derivatives'].map((name) => ({
        ...{ name, status: 'ok', ageMs: 12_345, reason: null, findings: 0 },
      })),
      forecasts: this.#horizons.map((horizonHours) => ({
        ...{
          horizonHours,
          pUp: this.#around(0.5),
          directional: false,
          method: 'ensemble',
          abstention: this.#around(0.2),
        },
        walkForward: null,
        ...{ baseline: 'climatology', basePUp: 0.5123456, ...this.#forecast(basePrice, horizonHours) },
        ...{ membersSha256: sha256(releaseId), baselinesSha256: hashOf(baselines[horizonHours]) },
      })),
      regime: { regime: 'range', confidence: 0.7123456, since: at },
      frame: { upper: basePrice * 1.02, lower: basePrice * 0.98, deadline: cutoff + 24 * HOUR_MS },
      scenarios: SCENARIO_IDS.map((id, i) => ({ id, probabilityPer10k: PER_10K[i] })),
      card: {
        ...{ action: 'NO-TRADE', reasons: ['no-positive-expected-value'], vetoes: [], plan: null, considered: 24 },
        ...{ bestExpectedValue: -0.00214, bestExpectedValueSe: 0.00012 },
      },
      ...{ similarSha256: sha256('similar'), explanationSha256: sha256('words'), touchesSha256: sha256('touches') },
      ...{ levelsSha256: sha256('levels'), shadowSha256: hashOf(shadow), artefactsSha256: sha256('artefacts') },
    });
    return { releaseId, symbol, cutoff, body, shadow, baselines };
  }

  outcome(
    { body, symbol, cutoff, shadow, baselines }: MadeRelease,
    releaseHash: string,
    horizonHours: number,
  ): OutcomeBody {
    const market = this.#market(symbol);
    const at = (cutoff - this.#from) / HOUR_MS;
    const around = sliceCandles(market, at - BARS_BEFORE / 2, at + 25);
    return outcomeOf({
      ...{ release: committedRelease(body), releaseHash, horizonHours, baselines: baselines[horizonHours], shadow },
      ...{ history: historyAt(around, cutoff), candles: around, venue: 'binance', late: false },
    });
  }

  #around(value: number): number {
    return Number((value * (1 + 0.05 * this.#rng.normal())).toPrecision(7));
  }

  #forecast(basePrice: number, hours: number) {
    const sigma = HOURLY_SIGMA * Math.sqrt(hours) * Math.exp(0.2 * this.#rng.normal());
    return scaledPrices(Array.from(this.#shape, (z) => basePrice * Math.exp(sigma * z)));
  }

  #market(symbol: string): Candles {
    const market = this.#markets.get(symbol) ?? walk(symbol, this.#from, this.#to);
    this.#markets.set(symbol, market);
    return market;
  }
}

function walk(symbol: string, from: number, to: number): Candles {
  const rng = Rng.seeded(symbol);
  const bars = (to - from) / HOUR_MS + 48;
  const close = new Float64Array(bars);
  for (let i = 0, log = Math.log(20_000); i < bars; i++) {
    // Pulled back, so that five years do not lead anywhere.
    log += HOURLY_SIGMA * rng.normal() - 0.0005 * (log - Math.log(20_000));
    close[i] = Math.exp(log);
  }
  const open = close.map((_, i) => close[Math.max(0, i - 1)]);
  const reach = () => Math.exp(Math.abs(0.3 * HOURLY_SIGMA * rng.normal()));
  return {
    ...{ symbol, barMs: HOUR_MS, open, close },
    openTime: Float64Array.from({ length: bars }, (_, i) => from + i * HOUR_MS),
    high: close.map((price, i) => Math.max(price, open[i]) * reach()),
    low: close.map((price, i) => Math.min(price, open[i]) / reach()),
    volume: close.map(() => 1_000 * rng.uniform()),
  };
}

function shadowOf(basePrice: number, cutoff: number): ShadowCards {
  const plan = (side: TradePlan['side'], sign: number): TradePlan => ({
    ...{
      side,
      market: side === 'LONG' ? 'spot' : 'perp',
      entry: basePrice.toFixed(2),
      leverage: 1,
      quantity: '0.0091',
    },
    ...{ stop: (basePrice * (1 - 0.02 * sign)).toFixed(2), targets: [(basePrice * (1 + 0.03 * sign)).toFixed(2)] },
    ...{ riskQuote: '5.0000', validUntil: cutoff + HOUR_MS, timeExitAt: cutoff + 24 * HOUR_MS },
    ...{ expectedValue: -0.002143543, expectedValueSe: 0.000423456 },
  });
  return { long: plan('LONG', 1), short: plan('SHORT', -1) };
}
