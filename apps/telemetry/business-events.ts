/** Events of the business: what became of releases, publications and outcomes. Each one's line and metrics stand together. */
import { STEP_NAMES } from '../../activities/contract.ts';
import { ERROR_CODES, type ErrorCode } from '../../domain/errors.ts';
import type { ReleaseStatus, ReleaseStream } from '../../domain/ledger/document.ts';
import { SOURCE_KINDS, type SourceKind } from '../../domain/market/sources.ts';
import { PUBLICATION_STATES, type PublicationState } from '../../domain/publication/life.ts';
import { always, type EventDefinition } from './event.ts';

export type BusinessEvent =
  | {
      readonly kind: 'release-begun';
      readonly releaseId: string;
      readonly symbol: string;
      readonly slot: string;
      readonly stream: ReleaseStream;
      readonly source: SourceKind;
    }
  | { readonly kind: 'step-done'; readonly releaseId: string; readonly step: string; readonly durationMs: number }
  | {
      readonly kind: 'activity-failed';
      readonly activity: string;
      readonly workflowId: string;
      readonly attempt: number;
      readonly code: ErrorCode;
      readonly problem: string;
    }
  | {
      readonly kind: 'release-committed';
      readonly releaseId: string;
      readonly symbol: string;
      readonly stream: ReleaseStream;
      readonly source: SourceKind;
      readonly status: ReleaseStatus;
      readonly action: string;
      /** Why there is no forecast. */
      readonly code: ErrorCode | null;
      readonly sequence: number;
      readonly sinceCutoffMs: number;
    }
  | {
      readonly kind: 'source-read';
      readonly releaseId: string;
      /** `prices`, `order-book`, `derivatives`: without the venue. */
      readonly source: string;
      readonly status: string;
      readonly reason: string | null;
    }
  | {
      readonly kind: 'publication-changed';
      readonly releaseId: string;
      readonly publisher: string;
      readonly state: PublicationState;
      readonly attempts: number;
      readonly code: ErrorCode | null;
    }
  | {
      readonly kind: 'outcome-recorded';
      readonly releaseId: string;
      readonly symbol: string;
      readonly source: SourceKind;
      readonly horizonHours: number;
      readonly status: string;
      readonly late: boolean;
      readonly covered80: boolean | null;
    };

type Definitions = { readonly [K in BusinessEvent['kind']]: EventDefinition<Extract<BusinessEvent, { kind: K }>> };

const STATUSES: readonly ReleaseStatus[] = ['published', 'fallback', 'missed'];
const STREAMS: readonly ReleaseStream[] = ['planned', 'manual', 'triggered', 'back-dated'];
const HORIZONS = Array.from({ length: 24 }, (_, i) => `${i + 1}h`);
const CODES = [...ERROR_CODES, 'none'];

export const BUSINESS_EVENTS: Definitions = {
  'release-begun': {
    severity: always('info'),
    message: 'release begun',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_releases_begun_total',
        help: 'Releases that were begun by this process.',
        labels: { symbol: 'symbols', source: SOURCE_KINDS, stream: STREAMS },
        of: ({ symbol, source, stream }) => ({ labels: { symbol, source, stream } }),
      },
    ],
  },
  'step-done': {
    severity: always('info'),
    message: 'step done',
    metrics: [
      {
        type: 'histogram',
        name: 'almanac_step_seconds',
        help: 'Time that a step of a release took.',
        labels: { step: STEP_NAMES },
        buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180],
        of: ({ step, durationMs }) => ({ labels: { step }, value: durationMs / 1000 }),
      },
    ],
  },
  'activity-failed': {
    severity: always('warn'),
    message: 'an attempt failed',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_activity_failures_total',
        help: 'Attempts of activities that failed; most are tried again.',
        labels: { activity: 'declared', code: ERROR_CODES },
        of: ({ activity, code }) => ({ labels: { activity, code } }),
      },
    ],
  },
  'release-committed': {
    severity: ({ status }) => (status === 'published' ? 'info' : 'warn'),
    message: 'release committed',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_releases_committed_total',
        help: 'Ledger rows of releases; code says why there is no forecast.',
        labels: { symbol: 'symbols', source: SOURCE_KINDS, stream: STREAMS, status: STATUSES, code: CODES },
        of: ({ symbol, source, stream, status, code }) => ({
          labels: { symbol, source, stream, status, code: code ?? 'none' },
        }),
      },
      {
        type: 'histogram',
        name: 'almanac_release_delay_seconds',
        help: 'From the cutoff of a planned release to its ledger row; due within 900.',
        labels: { source: SOURCE_KINDS },
        buckets: [5, 10, 20, 40, 60, 120, 300, 600, 900, 1_800],
        of: ({ source, stream, sinceCutoffMs }) =>
          stream === 'planned' ? { labels: { source }, value: sinceCutoffMs / 1000 } : null,
      },
    ],
  },
  'source-read': {
    severity: ({ status }) => (status === 'ok' ? 'debug' : 'info'),
    message: 'source read',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_source_reads_total',
        help: 'What sources gave to committed releases.',
        labels: { source: ['prices', 'order-book', 'derivatives'], status: ['ok', 'degraded', 'absent'] },
        of: ({ source, status }) => ({ labels: { source, status } }),
      },
    ],
  },
  'publication-changed': {
    severity: ({ state }) => (state === 'unknown' || state === 'refused' ? 'error' : 'info'),
    message: 'publication changed',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_publication_changes_total',
        help: 'Publications by the state they came into; unknown waits for a person.',
        labels: { publisher: 'declared', state: PUBLICATION_STATES },
        of: ({ publisher, state }) => ({ labels: { publisher: publisher.split(':')[0], state } }),
      },
    ],
  },
  'outcome-recorded': {
    severity: always('info'),
    message: 'outcome recorded',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_outcomes_total',
        help: 'Outcomes by whether the 80 % range held; void: the bar is missing for good.',
        labels: { source: SOURCE_KINDS, horizon: HORIZONS, covered80: ['yes', 'no', 'void'] },
        of: ({ source, horizonHours, covered80 }) => ({
          labels: {
            source,
            horizon: `${horizonHours}h`,
            covered80: covered80 === null ? 'void' : covered80 ? 'yes' : 'no',
          },
        }),
      },
    ],
  },
};
