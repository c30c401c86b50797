/** The README's commands, as written, in a fresh clone in an empty folder; and a release where no exchange answers. */
import { type ExecFileException, execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../domain/errors.ts';
import type { ReleaseRow } from '../../apps/operations/table.ts';
import { CHECKOUT, type Finished, Installation, plainEnvironment } from '../fixtures/command-line.ts';
import { keepLearned } from '../fixtures/learned-cache.ts';

const LONGEST_MS = 15 * 60_000;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A line as a person pastes it; npm may use what it has downloaded before, and asks nobody for news. */
function shell(line: string, cwd: string): Promise<Ended> {
  const path = plainEnvironment()
    .PATH.split(delimiter)
    .filter((folder) => !folder.startsWith(CHECKOUT));
  const env = {
    ...plainEnvironment(),
    PATH: path.join(delimiter),
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  };
  return new Promise((resolve) => {
    execFile(
      '/bin/sh',
      ['-c', line],
      { cwd, env, timeout: LONGEST_MS, maxBuffer: 2 ** 26 },
      (failure, stdout, stderr) => resolve({ code: failure ? codeOf(failure) : 0, stdout, stderr }),
    );
  });
}

const codeOf = ({ code }: ExecFileException) => (typeof code === 'number' ? code : -1);

describe('in a fresh clone', () => {
  let folder = '';
  let clone = '';
  let commands: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'almanac-clone-'));
    clone = join(folder, 'almanac');
    expect(await shell(`git clone --quiet --no-hardlinks ${JSON.stringify(CHECKOUT)} almanac`, folder)).toMatchObject({
      code: 0,
    });
    const readme = await readFile(join(clone, 'README.md'), 'utf8');
    const [, section = ''] = readme.split('## Two commands');
    commands = [...section.split('\n## ')[0].matchAll(/^ {4}(npm [^#\n]*)/gm)].map(([, line]) => line.trim());
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('the README has two commands', () => {
    expect(commands).toEqual(['npm ci && npm run release -- --slot=manual', 'npm ci && npm test']);
  });

  it(
    'the first one prints a release and leaves the checkout clean',
    async () => {
      const { code, stdout, stderr } = await shell(commands[0], clone);
      expect(code, stdout + stderr).toBe(0);
      expect(stdout).toMatch(/(live|simulated) prices/i);
      expect(stdout).toMatch(/ledger +row 1 of the (live|simulated) chain/);
      expect((await shell('git status --porcelain', clone)).stdout).toBe('');
      await keepLearned(join(clone, '.almanac/objects'));
      expect((await shell('npm run --silent releases -- list --json', clone)).stdout).toMatch(/"status": "published"/);
    },
    LONGEST_MS,
  );

  it(
    'the second one is what CI runs, and tests run there',
    async () => {
      expect(await readFile(join(clone, '.ci/run'), 'utf8')).toMatch(/^npm ci\b[\s\S]*^npm test\b/m);
      const { scripts } = JSON.parse(await readFile(join(clone, 'package.json'), 'utf8')) as {
        scripts: { test: string };
      };
      expect(scripts.test).toMatch(/lint.*typecheck.*vitest run$/);
      const { code, stdout, stderr } = await shell('npx vitest run --project unit tests/unit/numeric', clone);
      expect(code, stdout + stderr).toBe(0);
      expect(stdout).toMatch(/Tests .*\d+ passed/);
    },
    LONGEST_MS,
  );
});

const NO_NETWORK = fileURLToPath(new URL('../fixtures/no-network.ts', import.meta.url));
const offline = { NODE_OPTIONS: `--import=${NO_NETWORK}` };

describe('without an exchange, with what the first command learned', () => {
  let almanac: Installation;
  let made: Finished;
  beforeAll(async () => {
    almanac = await Installation.make({ env: offline });
    made = await almanac.run(['release', '--slot=manual']);
  });
  afterAll(() => almanac[Symbol.asyncDispose]());

  it('a release by hand is made from the simulated market, with a banner for the person who reads it', () => {
    expect(made.code, made.stderr).toBe(0);
    expect(made.stdout).toMatch(/SIMULATED market: the prices are not real/);
    expect(made.stdout).toMatch(/manual slot · simulated prices/i);
  });

  it('the banner is on the chart, in the report and in the post', async () => {
    const { document } = await almanac.ask<ReleaseRow[]>(['releases', 'list']);
    expect(document).toMatchObject([{ source: 'simulated', status: 'published' }]);
    const folder = join(almanac.dataDir, 'objects/releases', document[0].releaseId);
    expect(await readFile(join(folder, 'chart.svg'), 'utf8')).toMatch(/SIMULATED/);
    expect(await readFile(join(folder, 'report.md'), 'utf8')).toMatch(/SIMULATED/);
    expect(await readFile(join(almanac.dataDir, 'posts', `${document[0].releaseId}.txt`), 'utf8')).toMatch(/SIMULATED/);
  });

  it('the output has no colour codes where it is no terminal', () => {
    expect(made.stdout + made.stderr).not.toContain('\u001B[');
  });

  it('a live release is refused, says what to do, and nothing is recorded of it', async () => {
    const before = await almanac.ask<ReleaseRow[]>(['releases', 'list']);
    const { code, document } = await almanac.ask<{ error: ErrorBody }>(['release', '--slot=manual', '--source=live']);
    expect(code).toBe(1);
    expect(document.error).toMatchObject({ code: 'source.unreachable', world: 'nothing-happened' });
    expect(document.error.message).toMatch(/--source=simulated|network/i);
    expect((await almanac.ask<ReleaseRow[]>(['releases', 'list'])).document).toEqual(before.document);
    expect(existsSync(join(almanac.dataDir, 'engine.json'))).toBe(false);
  });
});
