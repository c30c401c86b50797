/** A machine that is not as it should be: a sentence and an exit code, never a stack trace. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../domain/errors.ts';
import type { PrintedRelease } from '../../domain/ledger/document.ts';
import { type Finished, Installation } from '../fixtures/command-line.ts';
import { AS_OF, RECORDED_BTC, recordedBars, writeBars } from '../fixtures/recorded-bars.ts';

const OLDER_NODE = '/usr/bin/node';
const olderNode =
  existsSync(OLDER_NODE) &&
  Number(execFileSync(OLDER_NODE, ['-p', 'process.versions.node.split(".")[0]']).toString()) < 24;
const isRoot = process.getuid?.() === 0;
const named = (what: string, there: boolean) => {
  if (!there) console.warn(`skipped: ${what}`);
  return !there;
};

let folder = '';
let words: readonly string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-surroundings-'));
  const file = await writeBars(folder, 'BTCUSDT-1h.csv.gz', recordedBars(120));
  words = ['release', '--slot=manual', `--candles=${file}`, `--as-of=${AS_OF}`];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const sentence = ({ stdout, stderr }: Finished) => {
  expect(stdout + stderr).not.toMatch(/\n\s+at .*:\d+/);
  return stderr;
};

describe('a release', () => {
  it.skipIf(named('no older Node at /usr/bin/node', olderNode))(
    'needs Node 24 and says so, in words that an older one can say',
    async () => {
      await using almanac = await Installation.make({ node: OLDER_NODE });
      const run = await almanac.run(['release', '--slot=manual']);
      expect(run.code).toBe(1);
      expect(sentence(run)).toMatch(/^Almanac needs Node 24 or newer; this is v\d+/);
    },
  );

  it.skipIf(named('a read-only mount needs root', isRoot))(
    'is refused in a data folder that cannot be written',
    async () => {
      const path = join(folder, 'read-only');
      await mkdir(path);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'almanac-test', path]);
      try {
        const run = await new Installation(path).run(words);
        expect(run.code).toBe(1);
        expect(sentence(run)).toContain(`The data folder ${path} cannot be written`);
        expect(run.stderr).toContain('(store.read-only)');
      } finally {
        // an engine that is just ending may hold a file in it for a moment longer than the command ran
        execFileSync('umount', ['--lazy', path]);
      }
    },
  );

  it.skipIf(named('a small disk needs root', isRoot)).each([1, 10, 30])(
    'is refused on a disk of %i MB, which is too small, with what to do',
    async (megabytes) => {
      const path = join(folder, `small-${megabytes}`);
      await mkdir(path);
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'almanac-test', path]);
      try {
        const run = await new Installation(path).run(words);
        expect(run.code).toBe(1);
        expect(sentence(run)).toMatch(/free space|Free/i);
        expect(run.stderr).toContain('(store.full)');
      } finally {
        // an engine that is just ending may hold a file in it for a moment longer than the command ran
        execFileSync('umount', ['--lazy', path]);
      }
    },
  );
});

describe('an Almanac that runs in a data folder whose path is too long for a socket, where the ports of its last run are taken', () => {
  let almanac: Installation;
  let port = 0;
  const squatter = createServer();
  beforeAll(async () => {
    const path = join(folder, 'a'.repeat(60), 'b'.repeat(60));
    await mkdir(path, { recursive: true });
    almanac = new Installation(path);
    port = await new Promise<number>((resolve) =>
      squatter.listen(0, '127.0.0.1', () => resolve((squatter.address() as { port: number }).port)),
    );
    await writeFile(join(path, 'ports.json'), JSON.stringify([port, port, port]));
    await almanac.start(['start', '--source=simulated']).until('Almanac is running');
  });
  afterAll(async () => {
    await almanac[Symbol.asyncDispose]();
    squatter.close();
  });

  it('has found other ports for its engine', async () => {
    expect(JSON.parse(await readFile(join(almanac.dataDir, 'ports.json'), 'utf8'))).not.toContain(port);
  });

  it.skipIf(RECORDED_BTC === null)('is found by a second command, and makes its release', async () => {
    expect(await almanac.ask<PrintedRelease>(words)).toMatchObject({ code: 0, document: { status: 'published' } });
  });

  it('tells an owner of another version by the operation it does not know', async () => {
    await expect(almanac.askOwner('divine', {})).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining('both commands must be of one version'),
    });
  });
});

describe('the configuration', () => {
  it('is refused whole: every problem at once, and no secret is repeated', async () => {
    await using almanac = await Installation.make();
    const env = {
      SYMBOLS: 'BTCUSDT',
      SLOTS: '25:00',
      ZONE: 'Mars/Olympus',
      HORIZONS: '4',
      EXCHANGE: 'mtgox',
      LEVERAGE_CAP: '50',
      DATABASE_URL: 'postgres://a:hunter2@b/c',
      DATABASE_URL_B64: Buffer.from('postgres://a:other3@b/c').toString('base64'),
    };
    const { code, stdout } = await almanac.run(['doctor', '--json'], { env });
    expect(code).toBe(2);
    const { error } = JSON.parse(stdout) as { error: ErrorBody };
    expect(error.code).toBe('config.invalid');
    for (const name of ['SYMBOLS', 'EXCHANGE', 'LEVERAGE_CAP', 'DATABASE_URL'])
      expect(error.message).toContain(`${name}:`);
    expect(error.message).not.toMatch(/hunter2|other3/);
  });

  it('a secret file that cannot be read is named, and nothing is opened', async () => {
    await using almanac = await Installation.make();
    const run = await almanac.run(words, { env: { DATABASE_URL_FILE: join(folder, 'nowhere') } });
    expect(run.code).toBe(2);
    expect(sentence(run)).toMatch(/DATABASE_URL_FILE: cannot read .*nowhere \(ENOENT\)/);
    expect(existsSync(join(almanac.dataDir, 'owner.lock'))).toBe(false);
  });

  it('a secret file is read, whatever its permissions allow the group', async () => {
    await using almanac = await Installation.make();
    const path = join(folder, 'url');
    await writeFile(path, 'postgres://nobody@127.0.0.1:9/none\n');
    await chmod(path, 0o400);
    const run = await almanac.run(['releases', 'list'], { env: { DATABASE_URL_FILE: path } });
    expect(run.code).toBe(1);
    expect(sentence(run)).toContain('(store.unreachable)');
  });
});
