/** Finds the Temporal CLI (server, UI and all in one binary), or gets it: PATH → cache → the SDK's download → `go install`. */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { AlmanacError } from '../../domain/errors.ts';

const run = promisify(execFile);

/** The newest release that `go install` can build; server 1.29.1, UI 2.42.1. */
export const TEMPORAL_CLI_VERSION = '1.5.1';
const GO_PACKAGE = `github.com/temporalio/cli/cmd/temporal@v${TEMPORAL_CLI_VERSION}`;

export interface ToolchainPlace {
  readonly cacheDir: string;
  readonly searchPath: string;
  /** Told before anything slow is done. */
  readonly tell: (line: string) => void;
}

/** @throws AlmanacError engine.missing with the commands that would help. */
export async function temporalBinary(place: ToolchainPlace): Promise<string> {
  const found = await findTemporal(place);
  if (found) return found;
  const target = cachedBinary(place.cacheDir);
  await mkdir(join(place.cacheDir, 'bin'), { recursive: true });
  const failures: string[] = [];
  for (const [what, get] of [
    ['downloading it with the Temporal SDK', download],
    [`building it: go install ${GO_PACKAGE} (about three minutes, once)`, build],
  ] as const) {
    place.tell(`Workflow engine not found; ${what}`);
    try {
      await get(place.cacheDir, target);
      return target;
    } catch (failure) {
      failures.push(`${what}: ${(failure as Error).message.split('\n')[0]}`);
    }
  }
  throw new AlmanacError(
    'engine.missing',
    `The Temporal server could not be found or fetched. Install it with "brew install temporal" or "go install ${GO_PACKAGE}", or set TEMPORAL_ADDRESS. Tried: ${failures.join(' | ')}`,
  );
}

/** On PATH or in the cache; null when neither has it. */
export async function findTemporal({
  cacheDir,
  searchPath,
}: Pick<ToolchainPlace, 'cacheDir' | 'searchPath'>): Promise<string | null> {
  const places = searchPath
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, 'temporal'));
  for (const path of [cachedBinary(cacheDir), ...places]) {
    if (await isExecutable(path)) return path;
  }
  return null;
}

function cachedBinary(cacheDir: string): string {
  return join(cacheDir, 'bin', `temporal-${TEMPORAL_CLI_VERSION}`);
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The SDK starts what it downloads; the server is ended at once and the binary kept. */
async function download(cacheDir: string, target: string): Promise<void> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const folder = await mkdtemp(join(cacheDir, 'download-'));
  try {
    const environment = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'cached-download', downloadDir: folder }, log: { format: 'json', level: 'error' } },
    });
    await environment.teardown();
    const [binary] = (await readdir(folder)).filter((name) => name.includes('temporal'));
    await rename(join(folder, binary), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function build(cacheDir: string, target: string): Promise<void> {
  const folder = await mkdtemp(join(cacheDir, 'build-'));
  try {
    await run('go', ['install', GO_PACKAGE], { env: { ...process.env, GOBIN: folder, GOFLAGS: '-trimpath' } });
    await rename(join(folder, 'temporal'), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
