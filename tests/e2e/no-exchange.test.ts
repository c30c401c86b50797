/** `release` where no exchange answers: simulated and said so on every output, or refused where live was asked for. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../domain/errors.ts';
import type { ReleaseRow } from '../../apps/operations/table.ts';
import { type Finished, Installation } from '../fixtures/command-line.ts';

const NO_NETWORK = fileURLToPath(new URL('../fixtures/no-network.ts', import.meta.url));
const offline = { NODE_OPTIONS: `--import=${NO_NETWORK}` };

describe('without an exchange', () => {
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
