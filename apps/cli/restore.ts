/** Restoring owns the data folder and opens storage by itself: it must not be migrated before it is filled. */
import { openEmptyStorage } from '../embedded/storage.ts';
import { folderIsHeld, readOwner, takeFolder } from '../embedded/owner-record.ts';
import { openSigner } from '../embedded/signing-key.ts';
import { checkRestored, restore } from '../operations/backup/restore.ts';
import type { CommandContext } from './context.ts';
import { commandLine, needsFolder } from './ownership.ts';

export async function restoreHere(context: CommandContext, from: string) {
  const { config, secrets } = context;
  using lock = needsFolder(context) ? takeFolder(config.dataDir, commandLine()) : unlocked();
  if (!lock) {
    const advice = 'Stop it first, or set DATA_DIR to a new folder.';
    throw folderIsHeld(config.dataDir, readOwner(config.dataDir), advice);
  }
  await using storage = await openEmptyStorage(config, secrets);
  const manifest = await restore(from, storage);
  const signer = await openSigner(config.dataDir, secrets.RECORD_SIGNING_KEY);
  return { manifest, chains: await checkRestored(storage.stores, signer, manifest) };
}

function unlocked(): Disposable {
  return { [Symbol.dispose]: () => undefined };
}
