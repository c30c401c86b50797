/**
 * ESLint over the whole tree, sparing files whose verdict is known: rules that look at types cost most of a minute of CPU. Clean
 * verdicts are kept in the cache folder by fingerprint; everything else is linted again. `--all` spares nothing.
 */
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import { lintFingerprints } from './lint-fingerprints.ts';

const COMMON = ['eslint.config.js', 'tsconfig.json', 'package-lock.json', 'ops/checks/lint.ts'];
const SKIPPED = new Set(['node_modules', '.git', '.almanac', 'out']);
const kept = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'almanac', 'linted.json');

const eslint = new ESLint();
const everything = globSync('**/*.{ts,js,mjs,cjs}', { exclude: (name) => SKIPPED.has(name) }).sort();
const texts = new Map(everything.map((path) => [path, readFileSync(path, 'utf8')]));
const declarations = everything.filter((path) => path.endsWith('.d.ts'));
const common = [process.version, ...[...COMMON, ...declarations].map((path) => readFileSync(path, 'utf8'))].join('\n');
const fingerprints = lintFingerprints(texts, common);

const known = process.argv.includes('--all') ? new Set<string>() : knownClean();
const ignored = await Promise.all(everything.map((path) => eslint.isPathIgnored(path)));
const wanted = everything.filter((_, i) => !ignored[i]);
const stale = wanted.filter((path) => !known.has(fingerprints.get(path) ?? ''));
const results = stale.length === 0 ? [] : await eslint.lintFiles(stale);
const faulty = new Set(results.filter(({ messages }) => messages.length > 0).map(({ filePath }) => filePath));
process.stdout.write(await (await eslint.loadFormatter('stylish')).format(results));
keep(wanted.filter((path) => !faulty.has(join(process.cwd(), path))).map((path) => fingerprints.get(path) ?? ''));
console.log(`eslint: ${stale.length} of ${wanted.length} files looked at, ${faulty.size} with something to say`);
process.exit(results.some(({ errorCount, fatalErrorCount }) => errorCount + fatalErrorCount > 0) ? 1 : 0);

function knownClean(): Set<string> {
  try {
    return new Set(JSON.parse(readFileSync(kept, 'utf8')) as string[]);
  } catch {
    // no list, or one that was left half written: nothing is known
    return new Set();
  }
}

function keep(clean: readonly string[]): void {
  mkdirSync(dirname(kept), { recursive: true });
  const unfinished = `${kept}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(clean));
  renameSync(unfinished, kept);
}
