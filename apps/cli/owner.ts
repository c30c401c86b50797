/** What a command does that owns the data folder: opens what its operations need, and answers other commands meanwhile. */
import { AlmanacError } from '../../domain/errors.ts';
import { type Desk, type DeskOptions, openDesk } from '../embedded/desk.ts';
import type { Station } from '../embedded/host.ts';
import { type Serve, serveSocket } from '../embedded/socket-server.ts';
import { type LocalContext, localOperations } from '../operations/local.ts';
import { type OperationName, type Operations, perform } from '../operations/table.ts';
import type { CommandContext } from './context.ts';
import { commandLine, type Need, needsFolder } from './ownership.ts';

export async function asOwner<T>(
  context: CommandContext,
  need: Need,
  work: (operations: Operations) => Promise<T>,
): Promise<T> {
  const options = hostOptions(context);
  await using told = need === 'host' ? (await import('./telemetry.ts')).openCommandTelemetry(context) : null;
  await using desk = told
    ? await (await loadHost()).openHost({ ...options, telemetry: told.telemetry })
    : await openDesk(options);
  const local = localContext(desk);
  await using socket = needsFolder(context)
    ? await serveSocket(context.config.dataDir, ownerOf(desk), serving(local))
    : null;
  context.signal.throwIfAborted();
  const result = await work(localOperations(local, context.terminal.tell, context.signal));
  await socket?.idle();
  return result;
}

/** Reading and replaying need no engine, and its SDK takes half a second to load. */
function loadHost() {
  return import('../embedded/host.ts');
}

export function hostOptions({ config, secrets, terminal }: CommandContext): DeskOptions {
  return { config, secrets, tell: (text) => terminal.tell({ type: 'note', text }) };
}

export function ownerOf(desk: Desk | Station) {
  const ui = 'engine' in desk ? desk.engine.ui : null;
  return { pid: process.pid, ui, command: commandLine() };
}

/** Answers what other commands ask of this owner. */
export function serving(local: LocalContext): Serve {
  return async ({ operation, input }, tell, signal) => {
    const operations = localOperations(local, tell, signal);
    if (!(operation in operations)) {
      throw new AlmanacError(
        'input.invalid',
        `This Almanac does not know the operation "${operation}"; both commands must be of one version.`,
        { operation },
      );
    }
    if (operation === 'release' && !local.engine) {
      throw new AlmanacError(
        'host.locked',
        'The data folder is held by a command that makes no releases; try again when it has ended.',
      );
    }
    return await perform(operations, operation as OperationName, input);
  };
}

export function localContext(desk: Desk | Station, staysUp = false): LocalContext {
  const { config, ports, plan, signer, storage } = desk;
  const { address, namespace } = config.temporal;
  return {
    ports,
    plan,
    symbols: config.symbols,
    executorIsOn: config.executor.isOn,
    dataDir: config.dataDir,
    signer,
    database: storage.database,
    objectsAreFiles: config.objectStore === null,
    staysUp,
    engineAt: address === null ? null : { address, namespace },
    engine: 'engine' in desk ? { ...desk.engine, namespace } : null,
  };
}
