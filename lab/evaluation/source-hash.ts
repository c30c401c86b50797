/** Which code a piece of work depends on: the files it imports, theirs, and so on. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const REGISTRY = 'domain/models/registry.ts';
/** Types alone change no number. */
const IMPORT = /^(?:import|export)(?! type\b)[^;']* from '(\.[^']+)';/gm;

/** SHA-256 over a member's own file and the code that asks it; other members' files have no part in it. */
export function memberCode(model: string): string {
  return hashOf(closure(['lab/evaluation/walk-member.ts', `domain/models/${model}.ts`], new Set([REGISTRY])));
}

/** SHA-256 over everything an issued forecast depends on. */
export function issueCode(): string {
  return hashOf(closure(['lab/evaluation/issue-block.ts'], new Set()));
}

/** SHA-256 over everything that a card depends on beside its forecasts. */
export function adviceCode(): string {
  return hashOf(closure(['lab/evaluation/advise-block.ts'], new Set()));
}

/** SHA-256 over everything that `har-x` with a block depends on. */
export function blockCode(): string {
  return hashOf(closure(['lab/evaluation/blocks/walk-block.ts'], new Set([REGISTRY])));
}

function closure(entries: readonly string[], without: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file) || without.has(file)) continue;
    found.add(file);
    for (const [, path] of readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)) {
      open.push(normalize(join(dirname(file), path)));
    }
  }
  return [...found].sort();
}

/** The lock file stands for the packages. */
function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of [...files, 'package-lock.json']) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}
