/** What a process tells of itself: one call per event moves its metrics, writes its line, and calls for help where it failed. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import { BUSINESS_EVENTS, type BusinessEvent } from './business-events.ts';
import { type ErrorSink, openErrorSink } from './error-sink.ts';
import type { EventDefinition } from './event.ts';
import { openLog } from './log.ts';
import { metersOf } from './meters.ts';
import { type Redact, redactorOf } from './redact.ts';
import { SERVER_EVENTS, type ServerEvent } from './server-events.ts';
import { TRADING_EVENTS, type TradingEvent } from './trading-events.ts';

export type TelemetryEvent = BusinessEvent | TradingEvent | ServerEvent;

export interface Telemetry extends AsyncDisposable {
  tell(event: TelemetryEvent): void;
  readonly redact: Redact;
  readonly registry: Registry;
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
}

export interface TelemetryOptions {
  /** The process: `start`, `api`, `forecast-worker`, `execution-worker`, or a command. */
  readonly app: string;
  readonly config: Pick<Config, 'symbols' | 'logLevel'>;
  readonly secrets: Secrets;
  /** Where log lines go; stderr when absent. */
  readonly write?: (line: string) => void;
}

/** By kind; what is told without being here cannot be compiled. */
export const EVENTS = { ...BUSINESS_EVENTS, ...TRADING_EVENTS, ...SERVER_EVENTS } as unknown as Readonly<
  Record<TelemetryEvent['kind'], EventDefinition<never>>
>;

export function openTelemetry({ app, config, secrets, write = toStderr }: TelemetryOptions): Telemetry {
  const registry = new Registry();
  registry.setDefaultLabels({ app });
  collectDefaultMetrics({ register: registry, prefix: 'almanac_' });
  const redact = redactorOf(secrets);
  const log = openLog({ app, level: config.logLevel, redact, write });
  const measure = metersOf(EVENTS, registry, config.symbols);
  const sink: ErrorSink | null = openErrorSink({ app, dsn: secrets.SENTRY_DSN, redact, log });
  return {
    tell(event) {
      measure(event);
      const { severity, message } = EVENTS[event.kind];
      const level = severity(event as never);
      if (level === null) return;
      log[level]({ ...event }, message);
      if (level === 'error' || level === 'fatal') sink?.send(message, event);
    },
    redact,
    registry,
    metrics: { contentType: registry.contentType, text: () => registry.metrics() },
    async [Symbol.asyncDispose]() {
      await sink?.settled();
    },
  };
}

function toStderr(line: string): void {
  process.stderr.write(line);
}
