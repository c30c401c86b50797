/**
 * Ledger entries as the rows that a track record is counted from. A row keeps figures alone: the bodies of a release and its
 * outcome are needed together, once, and not kept afterwards.
 */
import { type EpochMs, HOUR_MS } from '../market/candles.ts';
import type { IntervalName } from '../scoring/coverage.ts';
import type { CalendarRule } from './calendar.ts';
import { type CommittedForecast, type CommittedRelease, committedRelease } from './committed-release.ts';
import type { ReleaseStatus, ReleaseStream } from './document.ts';
import { type OutcomeBody, outcomeKey, type ScenarioOutcome } from './outcome-entry.ts';
import { directionDuels, type Duel, widthDuels } from './track-duels.ts';

export interface TrackEntry {
  readonly kind: string;
  /** Canonical JSON. */
  readonly body: string;
}

/** One horizon of one published release. */
export interface Row {
  readonly releaseId: string;
  readonly symbol: string;
  readonly stream: ReleaseStream;
  readonly horizonHours: number;
  readonly issuedAt: EpochMs;
  readonly resolvedAt: EpochMs;
  readonly pUp: number;
  /** Releases of schema 1 were committed without baselines to bet against. */
  readonly isBet: boolean;
  /** Null while it is not known. */
  readonly outcome: RowOutcome | null;
}

export interface RowOutcome {
  readonly status: OutcomeBody['status'];
  readonly late: boolean;
  /** ln(price / base price). */
  readonly logReturn: number | null;
  /** Null where it is void. */
  readonly scores:
    | (Losses & { readonly covered: Readonly<Record<IntervalName, boolean>>; readonly pit: number })
    | null;
  readonly baselines: readonly (Losses & { readonly name: string })[];
  readonly duels: { readonly width: readonly Duel[]; readonly direction: readonly Duel[] };
  /** With the longest horizon, where it can be told which one came. */
  readonly scenarios: {
    readonly brier: number;
    readonly logScore: number;
    readonly climatologyBrier: number;
  } | null;
}

interface Losses {
  readonly crps: number;
  readonly brier: number;
}

/** A release, published or not. */
export interface SlotRow {
  readonly releaseId: string;
  readonly symbol: string;
  readonly stream: ReleaseStream;
  readonly status: ReleaseStatus;
  /** ISO 8601, UTC. */
  readonly cutoff: string;
  /** Of its card. */
  readonly action: string;
}

export interface TrackRows {
  readonly rows: readonly Row[];
  readonly slots: readonly SlotRow[];
  readonly rules: readonly CalendarRule[];
}

interface Pending {
  /** Place of its row. */
  readonly at: number;
  readonly release: CommittedRelease;
  readonly forecast: CommittedForecast;
}

/**
 * The rows of one chain as its entries come, ascending; kinds that it does not know are left out.
 *
 * @example book.add(entry); recordOfRows(book, now)
 */
export class TrackBook implements TrackRows {
  readonly rows: Row[] = [];
  readonly slots: SlotRow[] = [];
  readonly rules: CalendarRule[] = [];
  readonly #pending = new Map<string, Pending>();

  add({ kind, body }: TrackEntry): void {
    if (kind === 'release') this.#release(committedRelease(body));
    else if (kind === 'calendar') this.rules.push(JSON.parse(body) as CalendarRule);
    else if (kind === 'outcome') this.#outcome(JSON.parse(body) as OutcomeBody);
  }

  #release(release: CommittedRelease): void {
    const { releaseId, symbol, stream, status, cutoff, forecasts, card } = release;
    this.slots.push({ releaseId, symbol, stream, status, cutoff, action: card.action });
    if (status !== 'published') return;
    for (const forecast of forecasts) {
      const at = this.rows.push(rowOf(release, forecast)) - 1;
      this.#pending.set(outcomeKey(releaseId, forecast.horizonHours), { at, release, forecast });
    }
  }

  #outcome(outcome: OutcomeBody): void {
    const key = outcomeKey(outcome.releaseId, outcome.horizonHours);
    const pending = this.#pending.get(key);
    if (pending === undefined) return;
    this.#pending.delete(key);
    const { at, release, forecast } = pending;
    this.rows[at] = { ...this.rows[at], outcome: rowOutcome(release, forecast, outcome) };
  }
}

export function rowsOf(entries: Iterable<TrackEntry>): TrackRows {
  const book = new TrackBook();
  for (const entry of entries) book.add(entry);
  return book;
}

function rowOf(release: CommittedRelease, { horizonHours, pUp }: CommittedForecast): Row {
  const { releaseId, symbol, stream, cutoff, schema } = release;
  const issuedAt = Date.parse(cutoff);
  const resolvedAt = issuedAt + horizonHours * HOUR_MS;
  return { releaseId, symbol, stream, horizonHours, issuedAt, resolvedAt, pUp, isBet: schema !== 1, outcome: null };
}

function rowOutcome(release: CommittedRelease, forecast: CommittedForecast, outcome: OutcomeBody): RowOutcome {
  const { status, late, logReturn, scores, baselines, scenarios } = outcome;
  return {
    ...{ status, late, logReturn },
    scores: scores && { crps: scores.crps, brier: scores.brier, covered: scores.covered, pit: scores.pit },
    baselines: baselines.flatMap(({ name, scores: own }) => (own ? [{ name, crps: own.crps, brier: own.brier }] : [])),
    duels: { width: widthDuels(release, forecast, outcome), direction: directionDuels(forecast, outcome) },
    scenarios: scenarioLosses(scenarios),
  };
}

function scenarioLosses(scenarios: ScenarioOutcome | null): RowOutcome['scenarios'] {
  if (scenarios === null || scenarios.happened === 'void') return null;
  const { scores, climatology } = scenarios;
  return { brier: scores.brier, logScore: scores.logScore, climatologyBrier: climatology.scores.brier };
}
