/** Makes the one file that a stranger runs: `node ops/toolchain/bundle-verifier.ts`. A test fails when it is not current. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const VERIFIER_FILE = join(ROOT, 'apps/verifier/verify-record.mjs');

const BANNER = `#!/usr/bin/env node
// Almanac: checks an exported record. Made by ops/toolchain/bundle-verifier.ts from apps/verifier; needs Node 20 or newer, and nothing else.
//   node verify-record.mjs record.jsonl`;

export async function bundledVerifier(): Promise<string> {
  const bundle = await rolldown({
    input: 'apps/verifier/main.ts',
    cwd: ROOT,
    platform: 'node',
    transform: { target: 'node20' },
    resolve: { symlinks: false },
  });
  try {
    const { output } = await bundle.generate({ format: 'esm', banner: BANNER, comments: { annotation: false } });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}

if (import.meta.main) await writeFile(VERIFIER_FILE, await bundledVerifier());
