/**
 * What the linter's verdict on a file hangs on: its text, the text of everything that it imports, however far away (rules look at
 * types), and what is common to all: the rules, the compiler's options, the packages, declarations that need no import.
 */
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';

/** A fingerprint per file, from all texts by path (slashes, relative to the root); equal ones stand for equal verdicts. */
export function lintFingerprints(texts: ReadonlyMap<string, string>, common: string): Map<string, string> {
  const hashes = new Map([...texts].map(([path, text]) => [path, digest(text)]));
  const imports = new Map([...texts].map(([path, text]) => [path, importsOf(path, text)]));
  return new Map(
    [...texts.keys()].map((path) => {
      const reached = [...reachedFrom(path, imports)].sort();
      return [path, digest([common, path, ...reached.flatMap((each) => [each, hashes.get(each) ?? ''])].join('\n'))];
    }),
  );
}

function importsOf(path: string, text: string): readonly string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => join(dirname(path), fileName));
}

/** A file that is imported and not there is reached as well: to add it changes the fingerprint. */
function reachedFrom(path: string, imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set([path]);
  for (const each of reached) for (const next of imports.get(each) ?? []) reached.add(next);
  return reached;
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
