import { describe, expect, it, vi } from 'vitest';
import { runCli } from '../../../apps/cli/run.ts';

async function campaign(...words: readonly string[]): Promise<{ code: number; printed: string }> {
  const printed: string[] = [];
  const keep = (text: string | Uint8Array) => printed.push(String(text)) > 0;
  const written = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(keep));
  try {
    return { code: await runCli(['campaign', ...words], {}), printed: printed.join('') };
  } finally {
    for (const spy of written) spy.mockRestore();
  }
}

describe('the command `campaign`', () => {
  it('prints how many seeds it ran and which of them broke something', async () => {
    const { code, printed } = await campaign('--json', '--seeds=25');
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toEqual({ seeds: 25, violations: [] });
    expect(await campaign('--seed=7', '--plans=1', '--without=outage')).toEqual({
      code: 0,
      printed: '1 seed, 0 with violations\n',
    });
  });

  it('shows an example with --help, and is refused with 2 where it is called wrongly', async () => {
    expect((await campaign('--help')).printed).toContain('npm run campaign -- --seeds=2000');
    expect(await campaign('--seeds=many')).toMatchObject({ code: 2 });
    expect(await campaign('--without=rain')).toMatchObject({ code: 2 });
  });
});
