/**
 * The four effect classes (DESIGN §7) with their one table of timeouts and retries.
 * - read: idempotent input and output, keyed upserts included; asks again until the deadline.
 * - compute: pure work on stored inputs; heartbeats, few retries.
 * - llm: asks a model in the first two attempts at most, then the template stands in; for that it waits for its stores
 *   like any other step.
 * - mutate: one attempt; silence afterwards is `unknown` and is settled by asking.
 */
import type { ActivityOptions } from '@temporalio/common';

export const EFFECTS = {
  read: {
    startToCloseTimeout: '2 minutes',
    heartbeatTimeout: '6 seconds',
    retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
  },
  compute: {
    startToCloseTimeout: '5 minutes',
    heartbeatTimeout: '6 seconds',
    retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '5 seconds' },
  },
  llm: {
    startToCloseTimeout: '45 seconds',
    heartbeatTimeout: '6 seconds',
    retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
  },
  mutate: {
    startToCloseTimeout: '30 seconds',
    heartbeatTimeout: '6 seconds',
    retry: { maximumAttempts: 1 },
  },
} as const satisfies Record<string, ActivityOptions>;

export type Effect = keyof typeof EFFECTS;
