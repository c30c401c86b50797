/** What a stranger does: one file and Node, in an empty folder. */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledVerifier, VERIFIER_FILE } from '../../../ops/toolchain/bundle-verifier.ts';
import { writeRecord } from '../../../lab/bench/record/written.ts';
import { RecordVerifier } from '../../../domain/record/verify/record-verifier.ts';
import type { Verdict } from '../../../domain/record/verify/verdict.ts';
import { type KeptRecord, keptRecord } from '../../fixtures/kept-record.ts';

let kept: KeptRecord;
let folder: string;
let bundle: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-stranger-'));
  kept = await keptRecord();
  bundle = (await kept.lines()).join('');
  await copyFile(VERIFIER_FILE, join(folder, 'verify-record.mjs'));
  await writeFile(join(folder, 'record.jsonl'), bundle);
});
afterAll(async () => {
  await kept[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

it('the file is made of the sources as they are: else run node ops/toolchain/bundle-verifier.ts', async () => {
  expect(await bundledVerifier()).toBe(await readFile(VERIFIER_FILE, 'utf8'));
});

it('the file needs nothing but Node', async () => {
  const imported = [...(await readFile(VERIFIER_FILE, 'utf8')).matchAll(/^import .* from "([^"]+)"/gm)].map(
    ([, from]) => from,
  );
  expect(imported.length).toBeGreaterThan(0);
  expect(imported.filter((from) => !from.startsWith('node:'))).toEqual([]);
});

describe('a stranger', () => {
  const run = (...words: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, ['verify-record.mjs', ...words], { cwd: folder, env: {} }, (failure, stdout, stderr) =>
        resolve({ code: failure ? Number(failure.code) : 0, stdout, stderr }),
      );
    });

  it('verifies a bundle, packed or not, and is told what it cannot show', async () => {
    await writeFile(join(folder, 'record.jsonl.gz'), gzipSync(bundle));
    const [plain, packed] = await Promise.all([run('record.jsonl'), run('record.jsonl.gz', '--json')]);
    expect(plain).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('VERIFIED  record.jsonl') });
    expect(plain.stdout).toContain('--head=HASH');
    expect([packed.code, (JSON.parse(packed.stdout) as { verified: boolean }).verified]).toEqual([0, true]);
  });

  it('sees a changed row by its line, sequence and release, with exit code 3', async () => {
    await writeFile(join(folder, 'changed.jsonl'), bundle.replace('"pUp":0.5', '"pUp":0.6'));
    const { code, stdout } = await run('changed.jsonl');
    expect(code).toBe(3);
    expect(stdout).toMatch(/line 3, sequence 2, BTC-USDT_20260326T1000Z_1200 {2}chain: hash is/);
  });

  it('checks a large one in two threads, and is told of the same places in the same order', async () => {
    await writeRecord(join(folder, 'large.jsonl'), Date.UTC(2026, 0, 1, 22), Date.UTC(2026, 0, 9, 22));
    const lines = (await readFile(join(folder, 'large.jsonl'), 'utf8')).split(/(?<=\n)/);
    const outcome = lines.findIndex((line, i) => i > 200 && line.includes('"kind":"outcome"'));
    const changed = lines.with(outcome, lines[outcome].replace('"pUp":0.', '"pUp":0.1')).toSpliced(90, 1);
    [changed[40], changed[41]] = [changed[41], changed[40]];
    await writeFile(join(folder, 'large-changed.jsonl'), changed.join(''));

    const [good, bad] = await Promise.all([run('large.jsonl', '--json'), run('large-changed.jsonl', '--json')]);

    const { verified, outcomes } = JSON.parse(good.stdout) as Verdict;
    expect([lines.join('').length > 1024 ** 2, verified, outcomes?.rescored]).toEqual([true, true, 225]);
    const verifier = new RecordVerifier();
    for (const line of changed) verifier.add(Buffer.from(line));
    expect([bad.code, JSON.parse(bad.stdout)]).toEqual([3, { file: 'large-changed.jsonl', ...verifier.end() }]);
    const { flaws } = verifier.end();
    expect(flaws.map(({ line }) => line)).toEqual(expect.arrayContaining([41, 42, 43, 91, outcome]));
    expect(flaws.filter(({ line }) => line === outcome).map(({ check }) => check)).toEqual(['chain', 'score']);
  });

  it('who calls it wrongly is told how, with exit code 2', async () => {
    const calls = [[], ['nothing-here.jsonl'], ['record.jsonl', '--head=abc'], ['record.jsonl', '--wrong'], ['.']];
    const ran = await Promise.all(calls.map((words) => run(...words)));
    expect(ran.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    expect(ran[1].stderr).toContain('nothing-here.jsonl cannot be read');
  });
});
