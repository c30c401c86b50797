/** The key that signs releases and the record: the secret, or one of this installation, made when first needed. */
import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AlmanacError } from '../../domain/errors.ts';
import { type Signer, signerOf } from '../../domain/ledger/signature.ts';

export const SIGNING_KEY_FILE = 'record-signing-key.pem';

/** @throws AlmanacError config.invalid, store.read-only */
export async function openSigner(dataDir: string, secret: string | undefined): Promise<Signer> {
  return signerOf(secret ?? (await keptKey(join(dataDir, SIGNING_KEY_FILE))));
}

/** Of two processes that make one at once, the first one's stays. */
async function keptKey(path: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  try {
    await writeFile(path, pem, { flag: 'wx', mode: 0o600 });
    return pem;
  } catch (failure) {
    const { code, message } = failure as NodeJS.ErrnoException;
    if (code === 'EEXIST') return await readFile(path, 'utf8');
    const sentence = `The signing key ${path} cannot be written (${message}). Make DATA_DIR writable, or set RECORD_SIGNING_KEY.`;
    throw new AlmanacError('store.read-only', sentence, { path }, { cause: failure });
  }
}
