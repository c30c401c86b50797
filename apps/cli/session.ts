/**
 * Runs operations in this process when it can own the data folder, else through the process that owns it. What owning
 * needs (engine, database, drawing) takes a second to load, so it is loaded by owners only.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { folderIsHeld, readOwner, takeFolder } from '../embedded/owner-record.ts';
import { callOwner, OwnerGone } from '../embedded/socket-client.ts';
import { type OperationName, type Operations, perform } from '../operations/table.ts';
import type { CommandContext } from './context.ts';
import { commandLine, type Need, needsFolder } from './ownership.ts';

/** An owner that does not answer, or does not say who it is, is given so long. */
const OWNER_ANSWERS_WITHIN_MS = 20_000;
const ASK_AGAIN_MS = 150;

export async function withOperations<T>(
  context: CommandContext,
  need: Need,
  work: (operations: Operations) => Promise<T>,
): Promise<T> {
  using lock = needsFolder(context) ? takeFolder(context.config.dataDir, commandLine()) : unlocked();
  if (lock) return await (await loadOwner()).asOwner(context, need, work);
  return await work(remoteOperations(context, need));
}

function unlocked(): Disposable {
  return { [Symbol.dispose]: () => undefined };
}

function remoteOperations(context: CommandContext, need: Need): Operations {
  return new Proxy({} as Operations, {
    get: (_, operation) => (input: unknown) => askOwner(context, need, operation as OperationName, input),
  });
}

/** Waits for an owner that is starting; takes the folder over from one that ended before it answered. */
async function askOwner(context: CommandContext, need: Need, operation: OperationName, input: unknown) {
  const { config, terminal, signal } = context;
  const patience = performance.now() + OWNER_ANSWERS_WITHIN_MS;
  let told = false;
  for (;;) {
    const owner = readOwner(config.dataDir);
    try {
      if (owner?.socket) return await callOwner(owner.socket, { operation, input }, terminal.tell, signal);
    } catch (failure) {
      if (!(failure instanceof OwnerGone)) throw failure;
    }
    using lock = takeFolder(config.dataDir, commandLine());
    if (lock) {
      const { asOwner } = await loadOwner();
      return await asOwner(context, need, (operations) => perform(operations, operation, input));
    }
    const starting = owner !== null && owner.socket === null;
    if (!starting && performance.now() > patience) {
      throw folderIsHeld(config.dataDir, owner, 'Wait for it, stop it, or set DATA_DIR to another folder.');
    }
    if (starting && !told) {
      terminal.tell({ type: 'note', text: `Waiting for process ${owner.pid} ("${owner.command}"), which is starting` });
      told = true;
    }
    await sleep(ASK_AGAIN_MS, undefined, { signal });
  }
}

function loadOwner() {
  return import('./owner.ts');
}
