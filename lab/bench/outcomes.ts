/** Settling and scoring a year's forecasts, and counting what they were worth. */
import { commitmentText, committedBaselines, type CommittedBaseline } from '../../domain/ledger/commitment.ts';
import { type CommittedRelease, committedRelease } from '../../domain/ledger/committed-release.ts';
import { outcomeOf } from '../../domain/ledger/outcome.ts';
import { outcomeEntry } from '../../domain/ledger/outcome-entry.ts';
import { trackRecord } from '../../domain/ledger/track-record.ts';
import { assembleDocument } from '../../domain/ledger/assemble.ts';
import { type Candles, HOUR_MS } from '../../domain/market/candles.ts';
import { earlier, type History } from '../../domain/market/history.ts';
import { baselineForecasts } from '../../domain/models/baselines.ts';
import { Rng } from '../../domain/numeric/random.ts';
import { SCENARIO_IDS } from '../../domain/scenarios/scenario.ts';
import { type Figure, median } from './figure.ts';
import { garchHistory } from './paths/driftless-markets.ts';
import { simpleForecasts } from './paths/simple-forecast.ts';

const HORIZONS = [4, 12, 24];
const RELEASES = 3_334;
/** Made-up releases that are settled again and again: making one takes longer than settling it. */
const DIFFERENT = 20;
const YEAR_BARS = 365 * 24;
const LIMIT_S = 5;

export function outcomeFigures(tell: (line: string) => void): Figure[] {
  tell(`making ${DIFFERENT} releases`);
  const market = garchHistory(Rng.seeded('outcomes'), 2 * YEAR_BARS);
  const releases = Array.from({ length: DIFFERENT }, (_, i) => releaseAt(market, market.length - 24 * (i + 2)));
  tell(`settling and scoring ${RELEASES * HORIZONS.length} forecasts`);
  const begun = performance.now();
  const entries = Array.from({ length: RELEASES }, (_, i) => entriesOf(releases[i % DIFFERENT], i)).flat();
  const settledS = (performance.now() - begun) / 1_000;
  const counted = median([1, 2, 3].map(() => timed(() => trackRecord(entries.slice(0, 730 * 4), market.cutoff))));
  return [
    {
      name: `settle and score ${RELEASES * HORIZONS.length} forecasts, with scenarios and entries`,
      measured: settledS,
      unit: 's',
      limit: LIMIT_S,
    },
    { name: 'track record of 730 releases', measured: counted, unit: 'ms', limit: null },
  ];
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
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

/** The release and its outcomes, under an id of their own. */
function entriesOf({ release, text, baselines, history, candles }: Made, i: number) {
  const releaseId = `${release.releaseId}_${i}`;
  const outcomes = HORIZONS.map((horizonHours) =>
    outcomeEntry(
      outcomeOf({
        release: { ...release, releaseId },
        ...{ releaseHash: '0'.repeat(64), horizonHours, shadow: null, history, candles, venue: 'bench', late: false },
        baselines: baselines.get(horizonHours) ?? [],
      }),
    ),
  );
  return [{ kind: 'release', body: text.replace(release.releaseId, releaseId) }, ...outcomes];
}
