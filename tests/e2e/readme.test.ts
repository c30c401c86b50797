/** The README's commands, as written, in a fresh clone in an empty folder. */
import { type ExecFileException, execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKOUT, plainEnvironment } from '../fixtures/command-line.ts';

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
