/** Events of a process that answers requests. */
import { always, type EventDefinition, never } from './event.ts';

export type ServerEvent =
  | {
      readonly kind: 'request-answered';
      /** As it is declared, never as it was asked. */
      readonly route: string;
      readonly method: string;
      readonly status: number;
      readonly durationMs: number;
    }
  | { readonly kind: 'request-failed'; readonly address: string; readonly failure: unknown };

type Definitions = { readonly [K in ServerEvent['kind']]: EventDefinition<Extract<ServerEvent, { kind: K }>> };

const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
const CLASSES = ['2xx', '3xx', '4xx', '5xx'];

export const SERVER_EVENTS: Definitions = {
  'request-answered': {
    severity: never,
    message: 'request answered',
    metrics: [
      {
        type: 'histogram',
        name: 'almanac_http_request_seconds',
        help: 'Time to answer a request, by declared address and class of status.',
        labels: { route: 'declared', status: CLASSES },
        buckets: SECONDS,
        of: ({ route, status, durationMs }) => ({
          labels: { route, status: `${Math.floor(status / 100)}xx` },
          value: durationMs / 1000,
        }),
      },
    ],
  },
  'request-failed': {
    severity: always('error'),
    message: 'a request could not be answered',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_http_failures_total',
        help: 'Requests that failed by our own fault.',
        labels: { route: 'declared' },
        of: ({ address }) => ({ labels: { route: address } }),
      },
    ],
  },
};
