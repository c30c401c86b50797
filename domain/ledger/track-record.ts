/**
 * What the forecasts of a record have been worth: one pure function of ledger entries, for page, bots, report and post. Planned
 * slots, releases by hand, triggered and back-dated ones are never mixed (METHODS §7, §8).
 */
import type { EpochMs } from '../market/candles.ts';
import { Rng } from '../numeric/random.ts';
import { bootstrapped, type Estimate } from '../scoring/block-bootstrap.ts';
import { type Claim, standing } from '../scoring/claims.ts';
import { type CoverageWatch, watchCoverage } from '../scoring/coverage-alarm.ts';
import { type Reliability, reliability } from '../scoring/reliability.ts';
import { skill } from '../scoring/skill.ts';
import { type CalendarRule, expectedSlots } from './calendar.ts';
import type { ReleaseStream } from './document.ts';
import { directionClaim, widthClaim } from './track-claims.ts';
import { type Row, rowsOf, type TrackEntry, type TrackRows } from './track-rows.ts';

/** Below so many outcomes coverage, and below so many direction, is not told from chance (METHODS §7). */
export const FEWEST_FOR_COVERAGE = 85;
export const FEWEST_FOR_DIRECTION = 783;
/** Below so many, an interval of the skill says nothing. */
const FEWEST_FOR_INTERVAL = 20;
const DRAWS = 500;
const PIT_BINS = 10;

export interface TrackRecord {
  readonly asOf: EpochMs;
  /** Ascending by symbol, stream, horizon; of those that have a published release, or a planned slot. */
  readonly cells: readonly TrackCell[];
}

/** One symbol and horizon in one stream. */
export interface TrackCell {
  readonly symbol: string;
  readonly stream: ReleaseStream;
  readonly horizonHours: number;
  /** Cutoff of the first published release; null before there is one. */
  readonly since: EpochMs | null;
  readonly counts: TrackCounts;
  /** Over published releases whose outcome is known; null before there is one. */
  readonly published: PublishedFigures | null;
  /**
   * Over every planned slot: one that was missed or fell back counts as climatology, with the mean loss of the others. Null for
   * other streams, which have no slots, and without an outcome.
   */
  readonly allSlots: { readonly slots: number; readonly crpsSkill: number } | null;
  /** Skill in CRPS against each of the three baselines, and in the Brier score of p_up against the base rate. */
  readonly claims: { readonly width: TrackClaim; readonly direction: TrackClaim };
}

export interface TrackCounts {
  /** Planned slots that have passed; 0 for other streams. */
  readonly slots: number;
  readonly published: number;
  readonly fallback: number;
  readonly missed: number;
  readonly resolved: number;
  readonly void: number;
  readonly pending: number;
}

export interface PublishedFigures {
  readonly n: number;
  /** Against climatology, with its 95 % interval (seven-day blocks); NaN ends where it is too little. */
  readonly crpsSkill: Estimate;
  readonly crpsSkillVsRandomWalk: number;
  readonly crpsSkillVsPlainVolatility: number;
  readonly meanCrps: number;
  readonly coverage: Readonly<Record<'50' | '80' | '95', number>>;
  readonly coverageIsEnough: boolean;
  readonly brierSkill: Estimate;
  readonly directionIsEnough: boolean;
  /** Null with fewer than ten. */
  readonly reliability: Reliability | null;
  /** Shares of outcomes in ten equal bins of the forecast's own scale: 0.1 each where it is right. */
  readonly pit: readonly number[];
  /** Outcomes that came late. */
  readonly late: number;
  readonly watch: CoverageWatch;
  readonly scenarios: {
    readonly n: number;
    readonly brier: number;
    readonly brierSkillVsClimatology: number;
    readonly logScore: number;
  } | null;
}

export interface TrackClaim extends Claim {
  /** Whether it holds when as many are watched as there are (e-BH at 5 %). */
  readonly stands: boolean;
}

/**
 * `entries`: of one chain, ascending; kinds that it does not know are left out. `now`: which slots have passed.
 *
 * @example trackRecord(await ledger.entries('live'), now).cells[0].claims.width.verdict
 */
export function trackRecord(entries: Iterable<TrackEntry>, now: EpochMs): TrackRecord {
  return recordOfRows(rowsOf(entries), now);
}

/** The same from rows, for who has them already. */
export function recordOfRows({ rows, slots, rules }: TrackRows, now: EpochMs): TrackRecord {
  const planned = expectedSlots(rules, now);
  const cells = new Map<string, Row[]>();
  const add = (symbol: string, stream: ReleaseStream, horizonHours: number, row?: Row) => {
    const key = JSON.stringify([symbol, stream, horizonHours]);
    const cell = cells.get(key) ?? [];
    cells.set(key, cell);
    if (row) cell.push(row);
  };
  for (const row of rows) add(row.symbol, row.stream, row.horizonHours, row);
  for (const { symbol, horizonHours } of plannedCells(rules)) add(symbol, 'planned', horizonHours);
  const made = [...cells].map(([key, own]) => {
    const [symbol, stream, horizonHours] = JSON.parse(key) as [string, ReleaseStream, number];
    const isPlanned = stream === 'planned';
    const count = (status: string) =>
      slots.filter((slot) => slot.symbol === symbol && slot.stream === stream && slot.status === status).length;
    const fallen = { fallback: count('fallback'), missed: count('missed') };
    const passed = isPlanned ? planned.filter((slot) => slot.symbol === symbol).length : 0;
    return cellOf({ symbol, stream, horizonHours }, own, { ...fallen, passed });
  });
  return { asOf: now, cells: withStanding(made.sort(inOrder)) };
}

function plannedCells(rules: readonly CalendarRule[]) {
  return rules.flatMap(({ symbols, horizonsHours }) =>
    symbols.flatMap((symbol) => horizonsHours.map((horizonHours) => ({ symbol, horizonHours }))),
  );
}

type CellName = Pick<TrackCell, 'symbol' | 'stream' | 'horizonHours'>;

function inOrder(a: CellName, b: CellName): number {
  const text = (cell: CellName) => `${cell.symbol} ${cell.stream}`;
  return text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : a.horizonHours - b.horizonHours;
}

function cellOf(
  name: CellName,
  rows: readonly Row[],
  { passed, fallback, missed }: { readonly passed: number; readonly fallback: number; readonly missed: number },
): TrackCell {
  const ascending = rows.toSorted((a, b) => a.issuedAt - b.issuedAt);
  const resolved = ascending.filter(isResolved);
  const published = resolved.length > 0 ? figuresOf(name, resolved) : null;
  const without = fallback + missed;
  return {
    ...name,
    since: ascending[0]?.issuedAt ?? null,
    counts: {
      ...{ slots: passed, published: rows.length, fallback, missed },
      resolved: resolved.length,
      void: rows.filter(({ outcome }) => outcome?.status === 'void').length,
      pending: rows.filter(({ outcome }) => outcome === null).length,
    },
    published,
    allSlots:
      published && name.stream === 'planned'
        ? {
            slots: resolved.length + without,
            crpsSkill: (published.crpsSkill.value * resolved.length) / (resolved.length + without),
          }
        : null,
    claims: {
      width: { ...widthClaim(ascending), stands: false },
      direction: { ...directionClaim(ascending), stands: false },
    },
  };
}

export type ResolvedRow = Row & {
  readonly outcome: NonNullable<Row['outcome']> & {
    readonly scores: NonNullable<NonNullable<Row['outcome']>['scores']>;
  };
};

function isResolved(row: Row): row is ResolvedRow {
  return row.outcome !== null && row.outcome.scores !== null;
}

function figuresOf(name: CellName, rows: readonly ResolvedRow[]): PublishedFigures {
  const rng = Rng.seeded(`track record ${name.symbol} ${name.horizonHours}`);
  const column = (of: (row: ResolvedRow) => number) => Float64Array.from(rows, of);
  const mean = (of: (row: ResolvedRow) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const crps = column(({ outcome }) => outcome.scores.crps);
  const against = (baseline: string) => column(({ outcome }) => baselineScore(outcome, baseline, 'crps'));
  const skillOf = (losses: Float64Array, base: Float64Array) => skillWithInterval(losses, base, rows, rng);
  return {
    n: rows.length,
    crpsSkill: skillOf(crps, against('climatology')),
    crpsSkillVsRandomWalk: skill(total(crps), total(against('random-walk'))),
    crpsSkillVsPlainVolatility: skill(total(crps), total(against('plain-volatility'))),
    meanCrps: total(crps) / rows.length,
    coverage: {
      '50': mean(({ outcome }) => Number(outcome.scores.covered['50'])),
      '80': mean(({ outcome }) => Number(outcome.scores.covered['80'])),
      '95': mean(({ outcome }) => Number(outcome.scores.covered['95'])),
    },
    coverageIsEnough: rows.length >= FEWEST_FOR_COVERAGE,
    brierSkill: skillOf(
      column(({ outcome }) => outcome.scores.brier),
      column(({ outcome }) => baselineScore(outcome, 'climatology', 'brier')),
    ),
    directionIsEnough: rows.length >= FEWEST_FOR_DIRECTION,
    reliability:
      rows.length < 10
        ? null
        : reliability(
            rows.map(({ pUp }) => pUp),
            rows.map(({ outcome }) => (outcome.logReturn ?? 0) > 0),
            rng.fork('reliability'),
          ),
    pit: pitShares(rows.map(({ outcome }) => outcome.scores.pit)),
    late: rows.filter(({ outcome }) => outcome.late).length,
    watch: watchCoverage(
      rows.map(({ issuedAt, resolvedAt, outcome }) => ({
        ...{ issuedAt, resolvedAt },
        covered: outcome.scores.covered['80'],
      })),
    ),
    scenarios: scenarioFigures(rows),
  };
}

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** NaN where the release was not committed with that baseline (schema 1). */
function baselineScore({ baselines }: ResolvedRow['outcome'], name: string, score: 'crps' | 'brier'): number {
  return baselines.find((baseline) => baseline.name === name)?.[score] ?? Number.NaN;
}

function skillWithInterval(own: Float64Array, base: Float64Array, rows: readonly ResolvedRow[], rng: Rng): Estimate {
  const known = base.map((_, i) => i).filter((i) => Number.isFinite(base[i]));
  const [losses, reference] = [own, base].map((column) => Float64Array.from(known, (i) => column[i]));
  const value = skill(total(losses), total(reference));
  if (known.length < FEWEST_FOR_INTERVAL) return { value, low: Number.NaN, high: Number.NaN };
  const spanDays = (rows[rows.length - 1].issuedAt - rows[0].issuedAt) / 86_400_000;
  const blockRows = Math.max(1, Math.round((7 * known.length) / Math.max(1, spanDays)));
  return bootstrapped([losses, reference], ([ours, theirs]) => skill(ours, theirs), { blockRows, draws: DRAWS, rng });
}

function pitShares(places: readonly number[]): number[] {
  const counts = new Array<number>(PIT_BINS).fill(0);
  for (const place of places) counts[Math.min(PIT_BINS - 1, Math.floor(place * PIT_BINS))]++;
  return counts.map((count) => count / places.length);
}

function scenarioFigures(rows: readonly ResolvedRow[]): PublishedFigures['scenarios'] {
  const settled = rows.flatMap(({ outcome: { scenarios } }) => scenarios ?? []);
  if (settled.length === 0) return null;
  const mean = (of: (one: (typeof settled)[number]) => number) =>
    settled.reduce((sum, one) => sum + of(one), 0) / settled.length;
  const brier = mean((one) => one.brier);
  return {
    n: settled.length,
    brier,
    brierSkillVsClimatology: 1 - brier / mean(({ climatologyBrier }) => climatologyBrier),
    logScore: mean(({ logScore }) => logScore),
  };
}

/** Of as many claims of a stream as there are symbols, horizons and questions. */
function withStanding(cells: readonly TrackCell[]): TrackCell[] {
  const streams = new Set(cells.map(({ stream }) => stream));
  const stands = new Map<TrackClaim, boolean>();
  for (const stream of streams) {
    const claims = cells
      .filter((cell) => cell.stream === stream)
      .flatMap((cell) => [cell.claims.width, cell.claims.direction]);
    const better = standing(claims.map((claim) => claim.better));
    const worse = standing(claims.map((claim) => claim.worse));
    claims.forEach(({ verdict }, i) => {
      stands.set(claims[i], (verdict === 'better' && better[i]) || (verdict === 'worse' && worse[i]));
    });
  }
  const judged = (claim: TrackClaim) => ({ ...claim, stands: stands.get(claim) ?? false });
  return cells.map((cell) => ({
    ...cell,
    claims: { width: judged(cell.claims.width), direction: judged(cell.claims.direction) },
  }));
}
