/** What a command tells machines: metrics to the Pushgateway, log lines to those who ask for them. People it tells in its own words. */
import { pushMetrics } from '../telemetry/push.ts';
import { openTelemetry, type Telemetry } from '../telemetry/telemetry.ts';
import type { CommandContext } from './context.ts';

const ASKED_FOR: ReadonlySet<string> = new Set(['trace', 'debug', 'info']);

export interface CommandTelemetry extends AsyncDisposable {
  readonly telemetry: Telemetry;
}

export function openCommandTelemetry({ config, secrets, terminal }: CommandContext): CommandTelemetry {
  const logLevel = ASKED_FOR.has(config.logLevel) ? config.logLevel : 'silent';
  const telemetry = openTelemetry({ app: 'command', config: { ...config, logLevel }, secrets });
  return {
    telemetry,
    async [Symbol.asyncDispose]() {
      const { pushgateway } = config.metrics;
      const problem = pushgateway === null ? null : await pushMetrics(pushgateway, 'almanac', telemetry.registry);
      if (problem !== null) terminal.tell({ type: 'note', text: problem });
      await telemetry[Symbol.asyncDispose]();
    },
  };
}
