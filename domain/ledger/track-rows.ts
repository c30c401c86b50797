/** Ledger entries as the rows that a track record is counted from. */
import { type EpochMs, HOUR_MS } from '../market/candles.ts';
import type { CalendarRule } from './calendar.ts';
import { type CommittedForecast, type CommittedRelease, committedRelease } from './committed-release.ts';
import type { ReleaseStream } from './document.ts';
import type { OutcomeBody } from './outcome-entry.ts';

export interface TrackEntry {
  readonly kind: string;
  /** Canonical JSON. */
  readonly body: string;
}

/** One horizon of one published release. */
export interface Row {
  readonly symbol: string;
  readonly stream: ReleaseStream;
  readonly horizonHours: number;
  readonly issuedAt: EpochMs;
  readonly resolvedAt: EpochMs;
  readonly pUp: number;
  readonly release: CommittedRelease;
  readonly forecast: CommittedForecast;
  /** Null while it is not known. */
  readonly outcome: OutcomeBody | null;
}

export interface TrackRows {
  readonly rows: readonly Row[];
  /** Every release, published or not. */
  readonly slots: readonly CommittedRelease[];
  readonly rules: readonly CalendarRule[];
}

export function rowsOf(entries: Iterable<TrackEntry>): TrackRows {
  const releases: CommittedRelease[] = [];
  const outcomes = new Map<string, OutcomeBody>();
  const rules: CalendarRule[] = [];
  for (const { kind, body } of entries) {
    if (kind === 'release') releases.push(committedRelease(body));
    else if (kind === 'calendar') rules.push(JSON.parse(body) as CalendarRule);
    else if (kind === 'outcome') {
      const outcome = JSON.parse(body) as OutcomeBody;
      outcomes.set(nameOf(outcome.releaseId, outcome.horizonHours), outcome);
    }
  }
  const published = releases.filter(({ status }) => status === 'published');
  return { rows: published.flatMap((release) => horizonsOf(release, outcomes)), slots: releases, rules };
}

function horizonsOf(release: CommittedRelease, outcomes: ReadonlyMap<string, OutcomeBody>): Row[] {
  const { releaseId, symbol, stream, cutoff, forecasts } = release;
  const issuedAt = Date.parse(cutoff);
  return forecasts.map((forecast) => ({
    ...{ symbol, stream, issuedAt, release, forecast },
    horizonHours: forecast.horizonHours,
    resolvedAt: issuedAt + forecast.horizonHours * HOUR_MS,
    pUp: forecast.pUp,
    outcome: outcomes.get(nameOf(releaseId, forecast.horizonHours)) ?? null,
  }));
}

function nameOf(releaseId: string, horizonHours: number): string {
  return `${releaseId} ${horizonHours}`;
}
