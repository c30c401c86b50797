/** The part of a release that reports and posts are made from; a `ReleaseDocument` satisfies it. */
import type { MemberForecast } from '../ensemble/published.ts';
import type { ErrorBody } from '../errors.ts';
import type { Explanation } from '../narrative/explanation.ts';
import type { ForecastSummary, NarrativeInput } from '../narrative/input.ts';

export interface ReportForecast extends ForecastSummary {
  readonly members: readonly MemberForecast[];
}

export interface SourceRow {
  readonly name: string;
  readonly status: 'ok' | 'absent' | 'degraded';
  readonly ageMs: number | null;
  readonly reason: string | null;
  readonly findings: readonly string[];
}

export interface ReportInput extends NarrativeInput {
  readonly releaseId: string;
  readonly slot: string;
  readonly stream: string;
  readonly seed: string;
  readonly codeVersion: string;
  readonly recipe?: string;
  readonly status: 'published' | 'fallback' | 'missed';
  readonly error: ErrorBody | null;
  readonly sources: readonly SourceRow[];
  readonly forecasts: readonly ReportForecast[];
  readonly explanation: Explanation | null;
}

/** A release that holds a forecast. */
export type PublishedInput = ReportInput & { readonly basePrice: number };

export function isPublished<T extends ReportInput>(input: T): input is T & { readonly basePrice: number } {
  return input.status === 'published' && input.basePrice !== null && input.forecasts.length > 0;
}
