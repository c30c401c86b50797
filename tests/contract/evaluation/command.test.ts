import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { runCli } from '../../../apps/cli/run.ts';
import { hundredDays, marketFile } from '../../fixtures/market-file.ts';

const OUT = join(tmpdir(), 'almanac-evaluate-refused');

async function evaluateCommand(...words: readonly string[]): Promise<{ code: number; printed: string }> {
  const printed: string[] = [];
  const keep = (text: string | Uint8Array) => printed.push(String(text)) > 0;
  const written = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(keep));
  try {
    return { code: await runCli(['evaluate', `--out=${OUT}`, ...words], {}), printed: printed.join('') };
  } finally {
    for (const spy of written) spy.mockRestore();
  }
}

describe('the command `evaluate`', () => {
  it('shows an example with --help', async () => {
    const { code, printed } = await evaluateCommand('--help');
    expect(code).toBe(0);
    expect(printed).toContain('npm run evaluate -- --candles=');
  });

  it('is refused with 2 where it is called wrongly, and leaves nothing', async () => {
    const wrong = ['--candles=nowhere.csv', '--from=2023-01-01', '--to=2023-02-01'];
    expect(await evaluateCommand(...wrong)).toMatchObject({ code: 2 });
    expect(await evaluateCommand(...wrong, '--slots=noon')).toMatchObject({ code: 2 });
    expect(await evaluateCommand(...wrong, '--block=gold:nowhere.csv')).toMatchObject({ code: 2 });
    expect(await evaluateCommand(...wrong, '--shares=best')).toMatchObject({ code: 2 });
    const itself = await evaluateCommand(...wrong, '--candidate=four-carry-1');
    expect(itself.printed).toContain('is what these forecasts are made by');
    const besideNone = await evaluateCommand(...wrong, '--shares=by-regime', '--candidate=three-carry-1');
    expect(besideNone.printed).toContain('leave --shares=by-regime out');
    expect([itself.code, besideNone.code]).toEqual([2, 2]);
    expect(await evaluateCommand('--from=2023-01-01')).toMatchObject({ code: 2 });
    expect(existsSync(OUT)).toBe(false);
  });

  it('is refused with 3 and a code where the candles cannot carry it', async () => {
    await using file = await marketFile(hundredDays);
    const first = new Date(hundredDays.openTime[0]).toISOString().slice(0, 10);
    const { code, printed } = await evaluateCommand(
      '--json',
      `--candles=${file.path}`,
      `--from=${first}`,
      '--to=2030-01-01',
    );
    expect(code).toBe(3);
    expect(JSON.parse(printed).error.code).toMatch(/^data\./);
    expect(existsSync(OUT)).toBe(false);
  });
});
