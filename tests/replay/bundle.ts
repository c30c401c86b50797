/** The workflow bundle as the worker makes it, and replay against it. */
import { fileURLToPath } from 'node:url';
import {
  bundleWorkflowCode,
  DefaultLogger,
  type InjectedSinks,
  makeTelemetryFilterString,
  Runtime,
  Worker,
} from '@temporalio/worker';
import type { CommandSinks } from './command-listener.ts';
import type { RecordedHistory } from './histories.ts';

export const WORKFLOWS_FOLDER = fileURLToPath(new URL('../../workflows/', import.meta.url));
const LISTENER = fileURLToPath(new URL('./command-listener.ts', import.meta.url));

/** What replay finds wrong is its answer here, not a line on a terminal. */
const silent = new DefaultLogger('ERROR', () => undefined);
Runtime.install({
  logger: silent,
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
});

export async function bundleOf(folder: string, listening: 'listening' | 'alone' = 'listening'): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: `${folder}/index.ts`,
    workflowInterceptorModules: listening === 'listening' ? [LISTENER] : [],
    logger: silent,
  });
  return code;
}

export interface Replayed {
  readonly name: string;
  readonly error: Error | null;
  /** What the code commanded this time. */
  readonly commands: readonly string[];
}

export async function replayAll(code: string, recorded: readonly RecordedHistory[]): Promise<Replayed[]> {
  const commands = new Map<string, string[]>(recorded.map(({ name }) => [name, []]));
  const sinks: InjectedSinks<CommandSinks> = {
    commands: {
      issued: { fn: ({ workflowId }, command) => void commands.get(workflowId)?.push(command), callDuringReplay: true },
    },
  };
  const histories = recorded.map(({ name, history }) => ({ workflowId: name, history }));
  const replayed: Replayed[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { code }, sinks }, histories)) {
    replayed.push({ name: workflowId, error: error ?? null, commands: commands.get(workflowId) ?? [] });
  }
  return replayed;
}
