/** The commands around a release: help, list, show, open, replay, doctor; and what they say to a slip of the fingers. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplayReport } from '../../activities/replay.ts';
import type { Retrained } from '../../activities/retrain.ts';
import type { Finding } from '../../apps/operations/doctor.ts';
import type { ReleasePlaces, ReleaseRow } from '../../apps/operations/table.ts';
import type { ErrorBody } from '../../domain/errors.ts';
import type { PrintedRelease } from '../../domain/ledger/document.ts';
import type { RegistryListing } from '../../domain/report/model-list.ts';
import { Installation, plainEnvironment, PROGRAM, type Running } from '../fixtures/command-line.ts';
import { AS_OF, RECORDED_BTC, recordedBars, writeBars } from '../fixtures/recorded-bars.ts';

const COMMANDS = [
  ...['release', 'releases list', 'releases show', 'releases open', 'replay', 'start', 'doctor'],
  ...['retrain', 'models list', 'models show'],
];
const NO_NETWORK = fileURLToPath(new URL('../fixtures/no-network.ts', import.meta.url));

/** One Almanac that runs, and answers. */
let almanac: Installation;
let owner: Running;
let folder = '';
beforeAll(async () => {
  almanac = await Installation.make({ env: { NODE_OPTIONS: `--import=${NO_NETWORK}` }, shareProcess: true });
  folder = await mkdtemp(join(tmpdir(), 'almanac-commands-'));
  owner = almanac.start(['start', '--source=simulated']);
  await owner.until('Almanac is running');
});
afterAll(async () => {
  await almanac[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

describe('help', () => {
  it.each(COMMANDS)('%s --help exits 0 and shows an example', async (command) => {
    const { code, stdout } = await almanac.run([...command.split(' '), '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Example:\\n +npm (run )?${command.split(' ')[0]}`));
  });

  it('names every command, and ends with 0 as a process too', async () => {
    const { code, stdout } = await almanac.start(['--help']).ended;
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ +${command.split(' ')[0]}\\b`, 'm'));
  });
});

describe('a slip of the fingers is told and exits 2', () => {
  it.each([
    ['an unknown command', ['relaese'], /unknown command 'relaese'/],
    ['no command', [], /Usage: almanac/],
    ['an unknown option', ['release', '--slot=manual', '--sed=1'], /unknown option '--sed=1'/],
    ['no slot', ['release'], /required option '--slot/],
    ['no id', ['replay'], /missing required argument 'id'/],
    ['a limit that is none', ['releases', 'list', '--limit=all'], /--limit=all is not a whole number/],
    ['a source that cannot be scheduled', ['start', '--source=recorded'], /--source=recorded cannot run on a schedule/],
    ['a model that is not registered', ['models', 'show', 'hal'], /No model "hal" is registered/],
    ['a symbol that is none', ['models', 'list', '--symbol=bitcoin'], /bitcoin/],
    ['files for a market that has none', ['retrain', '--source=live', '--candles=x.csv'], /--candles goes with/],
    ['an id that does not exist', ['releases', 'show', 'BTC-USDT_19700101T0000Z_manual'], /does not exist here/],
    ['an id that cannot be opened', ['releases', 'open', '../../etc/passwd'], /does not exist here/],
    ['an id that cannot be replayed', ['replay', 'BTC-USDT_19700101T0000Z_manual'], /is not recorded here/],
  ])('%s', async (_, words, message) => {
    const { code, stderr } = await almanac.run(words);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at .*:\d+/);
    expect(code).toBe(2);
  });

  it('by a process of its own, and by one that owns the data folder', async () => {
    expect(await almanac.start(['relaese']).ended).toMatchObject({ code: 2, signal: null });
    await using another = await Installation.make();
    const { code, stderr } = await another.run(['replay', 'BTC-USDT_19700101T0000Z_manual']);
    expect(stderr).toMatch(/is not recorded here/);
    expect(code).toBe(2);
  });
});

describe.skipIf(RECORDED_BTC === null)('after a release', () => {
  let release: PrintedRelease;
  beforeAll(async () => {
    const file = await writeBars(folder, 'BTCUSDT-1h.csv.gz', recordedBars(120));
    const words = ['release', '--slot=manual', `--candles=${file}`, `--as-of=${AS_OF}`];
    ({ document: release } = await almanac.ask<PrintedRelease>(words));
    expect(release.error).toBeNull();
  });

  it('list names it, for people and for machines, and filters by symbol', async () => {
    const { document } = await almanac.ask<ReleaseRow[]>(['releases', 'list']);
    expect(document).toMatchObject([{ releaseId: release.releaseId, action: release.card.action, sequence: 1 }]);
    expect((await almanac.run(['releases', 'list'])).stdout).toContain(release.releaseId);
    expect((await almanac.ask<ReleaseRow[]>(['releases', 'list', '--symbol=ETH/USDT'])).document).toEqual([]);
  });

  it('open says where chart, report and post are', async () => {
    const { code, document } = await almanac.ask<ReleasePlaces>(['releases', 'open', release.releaseId]);
    expect(code).toBe(0);
    expect(document.chart).toBe(join(almanac.dataDir, 'objects/releases', release.releaseId, 'chart.png'));
    expect((await almanac.run(['releases', 'open', release.releaseId])).stdout).toContain(document.report);
  });

  it('a document longer than a pipe holds is whole for a reader who takes their time', async () => {
    const words = [process.execPath, '--disable-warning=ExperimentalWarning', PROGRAM, 'releases', 'show'];
    const line = `${[...words, release.releaseId, '--json'].map((word) => `'${word}'`).join(' ')} | (sleep 4; cat)`;
    const env = { ...plainEnvironment(), DATA_DIR: almanac.dataDir };
    const { stdout } = await promisify(execFile)('sh', ['-c', line], { env, maxBuffer: 2 ** 26 });
    expect(stdout.length).toBeGreaterThan(2 ** 17);
    expect(JSON.parse(stdout)).toMatchObject({ releaseId: release.releaseId });
  });

  it('models names what it used, with parameters; retrain finds the same again', async () => {
    const { document } = await almanac.ask<RegistryListing>(['models', 'list', '--symbol=BTC/USDT']);
    expect(document.models.map(({ releaseId }) => releaseId)).toEqual(document.models.map(() => release.releaseId));
    const { stdout } = await almanac.run(['models', 'show', 'ensemble']);
    expect(stdout).toMatch(/^ensemble for BTC\/USDT, recorded prices\n[\s\S]*horizons\[0\]/);
    const words = ['retrain', `--candles=${join(folder, 'BTCUSDT-1h.csv.gz')}`, `--as-of=${AS_OF}`];
    const { code, document: retrained } = await almanac.ask<Retrained[]>(words);
    expect({ code, retrained }).toMatchObject({ code: 0, retrained: [{ symbol: 'BTC/USDT', kept: 'same' }] });
    expect((await almanac.run(['models', 'list'])).stdout).toMatch(/^4 h: no alarm|ALARM/m);
  });

  it('replay rebuilds every artefact to the byte', async () => {
    const { code, document } = await almanac.ask<ReplayReport>(['replay', release.releaseId]);
    expect(document).toMatchObject({ verdict: 'identical', damaged: [] });
    expect(document.artefacts.length).toBeGreaterThan(10);
    expect(code).toBe(0);
  });

  it('replay of a damaged artefact names it and exits 3', async () => {
    const { key } = release.artefacts.find((artefact) => artefact.key.endsWith('/card.json')) ?? { key: '' };
    await writeFile(join(almanac.dataDir, 'objects', key), '{}');
    const { code, document } = await almanac.ask<ReplayReport>(['replay', release.releaseId]);
    expect(document).toMatchObject({ verdict: 'differs', damaged: [key] });
    expect(code).toBe(3);
    expect((await almanac.run(['replay', release.releaseId])).stdout).toContain(`DAMAGED ${key}`);
  });

  it('a file that is bad without a moment being named is refused with its row, like any other', async () => {
    const rows = recordedBars(120).map(([t, ...rest], i) => [
      t,
      ...(i === 2_000 ? [-1, -1, -1, -1] : rest.slice(0, 4)),
      1,
    ]);
    const path = join(folder, 'negative.csv');
    await writeFile(path, ['timestamp_ms,open,high,low,close,volume', ...rows.map(String), ''].join('\n'));
    const { code, document } = await almanac.ask<PrintedRelease>(['release', '--slot=manual', `--candles=${path}`]);
    expect(document.error?.code).toBe('data.not-positive');
    expect(document.status).toBe('fallback');
    expect(code).toBe(3);
  });
});

it('errors are one JSON document too', async () => {
  const { stdout } = await almanac.run(['releases', 'show', 'nothing', '--json']);
  const { error } = JSON.parse(stdout) as { error: ErrorBody };
  expect(Object.keys(error).sort()).toEqual(['code', 'detail', 'message', 'world']);
});

describe('doctor', () => {
  it('exits 1 where something is out of reach, and says what to do about each', async () => {
    const { code, document } = await almanac.ask<{ healthy: boolean; findings: Finding[] }>(['doctor']);
    expect(code).toBe(1);
    expect(document.healthy).toBe(false);
    const exchanges = document.findings.find(({ what }) => what === 'exchanges');
    expect(exchanges).toMatchObject({ state: 'problem', remedy: expect.stringContaining('--source=simulated') });
    for (const { state, remedy } of document.findings) if (state === 'problem') expect(remedy).toBeTruthy();
  });

  it('does not take a process that was killed for one that runs', async () => {
    expect((await almanac.run(['doctor'])).stdout).toContain(`process ${owner.pid}`);
    owner.kill('SIGKILL');
    await owner.ended;
    expect((await almanac.run(['doctor'])).stdout).toContain('nothing runs on this data folder');
  });
});
