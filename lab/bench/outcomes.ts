/** Settling and scoring forecasts, and counting what a year of them was worth: from nothing, and after one more slot. */
import { serialize } from 'node:v8';
import { commitmentText, committedBaselines, type CommittedBaseline } from '../../domain/ledger/commitment.ts';
import { type CommittedRelease, committedRelease } from '../../domain/ledger/committed-release.ts';
import { outcomeOf } from '../../domain/ledger/outcome.ts';
import { outcomeEntry } from '../../domain/ledger/outcome-entry.ts';
import { recordOfRows, trackRecord } from '../../domain/ledger/track-record.ts';
import { rowsOf, TrackBook, type TrackEntry } from '../../domain/ledger/track-rows.ts';
import { assembleDocument } from '../../domain/ledger/assemble.ts';
import { type Candles, type EpochMs, HOUR_MS } from '../../domain/market/candles.ts';
import { earlier, type History } from '../../domain/market/history.ts';
import { baselineForecasts } from '../../domain/models/baselines.ts';
import { trackCurves } from '../../domain/record/track-curves.ts';
import { Rng } from '../../domain/numeric/random.ts';
import { SCENARIO_IDS } from '../../domain/scenarios/scenario.ts';
import { type Figure, median } from './figure.ts';
import { garchHistory } from './paths/driftless-markets.ts';
import { simpleForecasts } from './paths/simple-forecast.ts';

const HORIZONS = [4, 12, 24];
const RELEASES = 3_334;
const SYMBOLS = ['BTC/USDT', 'ETH/USDT', 'SOL/USDT'];
/** Two slots a day of three symbols: a release and its three outcomes each. */
const YEAR_ENTRIES = 730 * SYMBOLS.length * 4;
const SLOT_ENTRIES = SYMBOLS.length * 4;
/** Made-up releases that are settled again and again: making one takes longer than settling it. */
const DIFFERENT = 20;
const YEAR_BARS = 365 * 24;
const FIRST = Date.UTC(2024, 0, 1);
const LIMIT_S = 5;

export function outcomeFigures(tell: (line: string) => void): Figure[] {
  tell(`making ${DIFFERENT} releases`);
  const market = garchHistory(Rng.seeded('outcomes'), 2 * YEAR_BARS);
  const releases = Array.from({ length: DIFFERENT }, (_, i) => releaseAt(market, market.length - 24 * (i + 2)));
  tell(`settling and scoring ${RELEASES * HORIZONS.length} forecasts`);
  const begun = performance.now();
  const entries = Array.from({ length: RELEASES }, (_, i) => entriesOf(releases[i % DIFFERENT], i)).flat();
  const settledS = (performance.now() - begun) / 1_000;
  return [
    {
      name: `settle and score ${RELEASES * HORIZONS.length} forecasts, with scenarios and entries`,
      measured: settledS,
      unit: 's',
      limit: LIMIT_S,
    },
    ...countingFigures(entries, market.cutoff),
  ];
}

/** CPU of this process: what else the machine does is not counted. */
function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function countingFigures(entries: readonly TrackEntry[], now: EpochMs): Figure[] {
  const year = entries.slice(0, YEAR_ENTRIES);
  const whole = median([1, 2, 3].map(() => cpuMs(() => trackRecord(year, now))));
  const book = new TrackBook();
  for (const entry of year) book.add(entry);
  const slots = [0, 1, 2].map((i) => entries.slice(YEAR_ENTRIES + i * SLOT_ENTRIES).slice(0, SLOT_ENTRIES));
  const taken = slots.map((slot) => cpuMs(() => slot.forEach((entry) => book.add(entry))));
  const counted = [1, 2, 3].map(() => cpuMs(() => recordOfRows(book, now)));
  const { rows } = rowsOf(year);
  const [chain, kept, shown] = [
    year.reduce((sum, { body }) => sum + body.length, 0),
    serialize(rows).byteLength,
    serialize([recordOfRows(book, now), trackCurves(rows)]).byteLength,
  ];
  const told = (name: string, measured: number, unit: 'ms' | 'MB') => ({ name, measured, unit, limit: null });
  return [
    told(`track record of a year of three symbols (${YEAR_ENTRIES} entries), CPU`, whole, 'ms'),
    told('the same after one more slot, CPU: taking its entries', median(taken), 'ms'),
    told('the same after one more slot, CPU: counting', median(counted), 'ms'),
    told('bodies of that year', chain / 2 ** 20, 'MB'),
    told('rows kept of them by the thread', kept / 2 ** 20, 'MB'),
    told('record and curves kept by the server', shown / 2 ** 20, 'MB'),
  ];
}

interface Made {
  readonly release: CommittedRelease;
  readonly text: string;
  readonly baselines: ReadonlyMap<number, readonly CommittedBaseline[]>;
  readonly history: History;
  readonly candles: Candles;
}

function releaseAt(market: History, bars: number): Made {
  const cutoff = market.firstOpenTime + bars * HOUR_MS;
  const history = earlier(market, cutoff);
  const baselines = baselineForecasts(history, HORIZONS);
  const forecasts = simpleForecasts(history, HORIZONS).map((forecast, i) => ({
    ...forecast,
    baselines: baselines[i].map(({ name, quantiles, pUp }) => ({ name, quantiles: Array.from(quantiles), pUp })),
  }));
  const basePrice = history.close[bars - 1];
  const sigma = 0.02;
  const document = assembleDocument(
    {
      ...{ releaseId: `made_${bars}`, symbol: market.symbol, slot: '1200', stream: 'planned', source: 'simulated' },
      ...{ cutoff, askedAt: cutoff, seed: '1', codeVersion: 'bench' },
    },
    {
      basePrice,
      forecasts,
      scenarios: {
        levels: [],
        frame: { upper: basePrice * (1 + sigma), lower: basePrice * (1 - sigma), deadline: cutoff + 24 * HOUR_MS },
        scenarios: SCENARIO_IDS.map((id) => ({ id, event: id, probabilityPer10k: 2_000 })),
        touches: [],
      },
    },
    { status: 'published', error: null, artefacts: [] },
  );
  const text = commitmentText(document);
  return {
    release: committedRelease(text),
    text,
    baselines: new Map(document.forecasts.map((f) => [f.horizonHours, committedBaselines(f.baselines)])),
    history,
    candles: candlesAfter(market, bars),
  };
}

function candlesAfter({ symbol, barMs, firstOpenTime, ...columns }: History, from: number): Candles {
  const after = (column: Float64Array) => column.slice(from, from + 24);
  return {
    ...{ symbol, barMs },
    openTime: Float64Array.from({ length: 24 }, (_, i) => firstOpenTime + (from + i) * barMs),
    open: after(columns.open),
    high: after(columns.high),
    low: after(columns.low),
    close: after(columns.close),
    volume: after(columns.volume),
  };
}

/** The release and its outcomes, as of another symbol and slot. */
function entriesOf({ release, text, baselines, history, candles }: Made, i: number): TrackEntry[] {
  const symbol = SYMBOLS[i % SYMBOLS.length];
  const cutoff = new Date(FIRST + Math.floor(i / SYMBOLS.length) * 12 * HOUR_MS).toISOString();
  const releaseId = `${release.releaseId}_${i}`;
  const outcomes = HORIZONS.map((horizonHours) =>
    outcomeEntry({
      ...outcomeOf({
        release: { ...release, releaseId },
        ...{ releaseHash: '0'.repeat(64), horizonHours, shadow: null, history, candles, venue: 'bench', late: false },
        baselines: baselines.get(horizonHours) ?? [],
      }),
      symbol,
    }),
  );
  const body = text
    .replace(release.releaseId, releaseId)
    .replace(`"symbol":"${release.symbol}"`, `"symbol":"${symbol}"`)
    .replace(`"cutoff":"${release.cutoff}"`, `"cutoff":"${cutoff}"`);
  return [{ kind: 'release', body }, ...outcomes];
}
