/** What a process tells of itself: one call per event moves its metrics and writes its line. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import type { EventDefinition } from './event.ts';
import { openLog } from './log.ts';
import { metersOf } from './meters.ts';
import { type Redact, redactorOf } from './redact.ts';
import { SERVER_EVENTS, type ServerEvent } from './server-events.ts';

export type TelemetryEvent = ServerEvent;

export interface Telemetry {
  tell(event: TelemetryEvent): void;
  readonly redact: Redact;
  readonly registry: Registry;
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
}

export interface TelemetryOptions {
  /** The process: `start`, `api`, `forecast-worker`. */
  readonly app: string;
  readonly config: Pick<Config, 'symbols' | 'logLevel'>;
  readonly secrets: Secrets;
  readonly write?: (line: string) => void;
}

export function openTelemetry({ app, config, secrets, write = toStderr }: TelemetryOptions): Telemetry {
  const registry = new Registry();
  registry.setDefaultLabels({ app });
  collectDefaultMetrics({ register: registry, prefix: 'almanac_' });
  const redact = redactorOf(secrets);
  const log = openLog({ app, level: config.logLevel, redact, write });
  const definitions = { ...SERVER_EVENTS } as unknown as Readonly<Record<string, EventDefinition<never>>>;
  const measure = metersOf(definitions, registry, config.symbols);
  return {
    tell(event) {
      measure(event);
      const { severity, message } = definitions[event.kind];
      const level = severity(event as never);
      if (level !== null) log[level]({ ...event }, message);
    },
    redact,
    registry,
    metrics: { contentType: registry.contentType, text: () => registry.metrics() },
  };
}

function toStderr(line: string): void {
  process.stderr.write(line);
}
